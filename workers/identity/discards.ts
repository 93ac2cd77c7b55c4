import { v5 as uuidFrom } from 'uuid';
import type { Message, MessageStore } from '@message-db/client';
import { sendEmail } from '@/workers/send-email/contract';
import { identity } from './contract';

/**
 * Returns the commands that discard the mails about a deleted account.
 * @param emailIdOf the id of the mail that an event of the account led to; null if it led to none.
 */
export async function discardsOf(
  store: MessageStore,
  deleted: { readonly id: string; readonly data: { readonly userId: string } },
  emailIdOf: (event: Message) => string | null,
) {
  const stream = identity.stream(deleted.data.userId);
  const events = (await store.readStreams([stream])).get(stream) ?? [];
  return events.flatMap((event) => {
    const emailId = emailIdOf(event);
    if (emailId === null) return [];
    const message = sendEmail.commands.Discard({ emailId }, { id: uuidFrom(`Discard ${emailId}`, deleted.id) });
    return [{ streamName: sendEmail.commandStream(emailId), message }];
  });
}
