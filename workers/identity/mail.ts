import { encryptFields } from '@/personal-data/encryption';
import { sendEmail } from '@/workers/send-email/contract';

/** The words of a mail. */
export interface Mail {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
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
