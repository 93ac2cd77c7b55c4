import { defineContract, messageType } from '@message-db/client';
import { z } from 'zod';
import { encryptedText } from '@/personal-data/encrypted-text';

const email = z.object({
  emailId: z.uuid(),
  /** Whose mail it is: what is sealed is sealed with their key. */
  userId: z.uuid(),
  /** One email address. */
  to: encryptedText(),
  /** Anybody may read it: it says nothing of the person. */
  subject: z.string().min(1).max(200),
  text: encryptedText(200_000),
  html: encryptedText(800_000).optional(),
});

/** The data of `Send` was in clear text once. Set-up has sealed it where it stood. */
function unsealed(): never {
  throw new Error('it is from before personal data was sealed, and the next start of the site seals it');
}

/**
 * Sends mail. An entity is one email, by an id that whoever asks makes from the reason for it, so that it goes out
 * once.
 */
export const sendEmail = defineContract({
  category: 'sendEmail',
  commands: {
    Send: messageType('Send', email, [unsealed]),
    /** Keep nothing of this email, and do not send it any more. */
    Discard: messageType('Discard', z.object({ emailId: z.uuid() })),
  },
  events: {
    /** The mail server (or the outbox) took it. */
    Sent: messageType('Sent', z.object({ emailId: z.uuid(), sentAt: z.iso.datetime() })),
    /**
     * The mail server refused it for good, with what reason, but for addresses; or (`forgotten`) whose mail it was has
     * deleted their account. Trouble that may pass is no failure: it is tried again.
     */
    Failed: messageType('Failed', z.object({ emailId: z.uuid(), reason: z.string() })),
    Discarded: messageType('Discarded', z.object({ emailId: z.uuid() })),
  },
});
