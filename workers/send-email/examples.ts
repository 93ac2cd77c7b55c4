import type { ExamplesOf } from '@/workers/runtime/testing/examples';
import { sendEmail } from './contract';

/** A welcome to Ada. */
const { commands, events } = sendEmail;

const emailId = '50000000-0000-4000-8000-000000000001';

export const examples = {
  commands: {
    Send: commands.Send({
      emailId,
      to: 'ada@example.com',
      subject: 'Welcome to Video Tutorials',
      text: 'Hello Ada, please confirm your address: https://tutorials.example/confirm?token=…',
      html: '<p>Hello Ada, please <a href="https://tutorials.example/confirm?token=…">confirm your address</a>.</p>',
    }),
  },
  events: {
    Sent: events.Sent({ emailId, sentAt: '2026-11-21T10:00:02.000Z' }),
    Failed: events.Failed({ emailId, reason: '550 5.1.1 No such user here' }),
  },
} satisfies ExamplesOf<typeof sendEmail>;
