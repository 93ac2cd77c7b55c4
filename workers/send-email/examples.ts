import { encryptExample } from '@/personal-data/testing/example-keys';
import type { ExamplesOf } from '@message-db/runtime/testing';
import { sendEmail } from './contract';

/** The welcome mail to Ada, who later deletes her account. */
const { commands, events } = sendEmail;

const emailId = '50000000-0000-4000-8000-000000000001';
const userId = '00000000-0000-4000-8000-00000000000a';

export const examples = {
  commands: {
    Send: commands.Send({
      emailId,
      userId,
      subject: 'Welcome to Video Tutorials',
      ...encryptExample(userId, {
        to: 'ada@example.com',
        text: 'Hello Ada, please confirm your address: https://tutorials.example/confirm?token=…',
        html: '<p>Hello Ada, please <a href="https://tutorials.example/confirm?token=…">confirm your address</a>.</p>',
      }),
    }),
    Discard: commands.Discard({ emailId }),
  },
  events: {
    Sent: events.Sent({ emailId, sentAt: '2026-11-21T10:00:02.000Z' }),
    Failed: events.Failed({ emailId, reason: '550 5.1.1 No such user here' }),
    Discarded: events.Discarded({ emailId }),
  },
} satisfies ExamplesOf<typeof sendEmail>;
