import { defineContract, messageType } from '@message-db/client';
import { z } from 'zod';

const email = z.object({
  emailId: z.uuid(),
  to: z.email().max(254),
  subject: z.string().min(1).max(200),
  text: z.string().min(1).max(50_000),
  html: z.string().max(200_000).optional(),
});

/**
 * Sends mail. An entity is one email, by an id that whoever asks makes from the reason for it, so that it goes out
 * once.
 */
export const sendEmail = defineContract({
  category: 'sendEmail',
  commands: {
    Send: messageType('Send', email),
  },
  events: {
    /** The mail server (or the outbox) took it. */
    Sent: messageType('Sent', z.object({ emailId: z.uuid(), sentAt: z.iso.datetime() })),
    /** The mail server refused it for good. Trouble that may pass is no failure: it is tried again. */
    Failed: messageType('Failed', z.object({ emailId: z.uuid(), reason: z.string() })),
  },
});
