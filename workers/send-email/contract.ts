import { defineContract, messageType } from '@message-db/client';
import { v5 as uuidFrom } from 'uuid';
import { z } from 'zod';
import { encryptedText } from '@/personal-data/encrypted-text';
import { encryptFields } from '@/personal-data/encryption';

const email = z.object({
  emailId: z.uuid(),
  /**
   * The recipient, or the sender if the recipient has no account. This person's key encrypts the other fields,
   * unless there is a `keyId`.
   */
  userId: z.uuid(),
  /** A message's own key, which belongs to that person. */
  keyId: z.uuid().optional(),
  /** One email address. */
  to: encryptedText(),
  /** Not encrypted, so it contains no personal data. */
  subject: z.string().min(1).max(200),
  text: encryptedText(200_000),
  html: encryptedText(800_000).optional(),
  /** For mail that comes again: the address that unsubscribes, for the program that shows the mail (RFC 8058). */
  unsubscribeUrl: encryptedText().optional(),
});

/** Version 1 of `Send` held personal data in clear text. Set-up encrypts it in place. */
function refuseClearText(): never {
  throw new Error('it is from before personal data was encrypted, and the next start of the site encrypts it');
}

/**
 * Sends mail. An entity is one email. The sender derives its id from the cause of the email, so that it is sent once.
 */
export const sendEmail = defineContract({
  category: 'sendEmail',
  commands: {
    Send: messageType('Send', email, [refuseClearText]),
    /** Delete this email from the outbox, and do not send it if it is not sent yet. */
    Discard: messageType('Discard', z.object({ emailId: z.uuid() })),
  },
  events: {
    /** The mail server or the outbox accepted it. */
    Sent: messageType('Sent', z.object({ emailId: z.uuid(), sentAt: z.iso.datetime() })),
    /**
     * The mail server refused it permanently, or refused its recipient temporarily for 15 minutes, or the recipient has
     * deleted their account (`forgotten`). `reason` is the server's reply without addresses. Other temporary errors are
     * retried and lead to no event.
     */
    Failed: messageType('Failed', z.object({ emailId: z.uuid(), reason: z.string() })),
    Discarded: messageType('Discarded', z.object({ emailId: z.uuid() })),
  },
});

/** The words of a mail. */
export interface Mail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  /** Of mail that comes again: see the field of the message. */
  readonly unsubscribeUrl?: string;
}

/** Who gets a mail: the person whose key encrypts it, and the address to which it goes. */
interface Recipient {
  readonly userId: string;
  readonly key: Buffer;
  readonly email: string;
}

/** Returns the command that sends a mail, with these ids of the mail and of the command. */
export function sendTo(
  { userId, key, email: to }: Recipient,
  { emailId, commandId }: { readonly emailId: string; readonly commandId: string },
  { subject, ...words }: Mail,
) {
  const encrypted = encryptFields(key, userId, { to, ...words });
  const message = sendEmail.commands.Send({ emailId, userId, subject, ...encrypted }, { id: commandId });
  return { streamName: sendEmail.commandStream(emailId), message };
}

/** Returns the command that discards a mail because of an event. */
export function discardMail(emailId: string, eventId: string) {
  const message = sendEmail.commands.Discard({ emailId }, { id: uuidFrom(`Discard ${emailId}`, eventId) });
  return { streamName: sendEmail.commandStream(emailId), message };
}
