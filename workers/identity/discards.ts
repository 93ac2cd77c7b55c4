import { v5 as uuidFrom } from 'uuid';
import type { EventOf, Message, MessageStore } from '@message-db/client';
import { sendEmail } from '@/workers/send-email/contract';
import { identity } from './contract';

type Deleted = Extract<EventOf<typeof identity>, { type: 'AccountDeleted' }>;

/**
 * Returns the commands that discard the mails about a deleted account and its address.
 * @param emailIdOf the id of the mail that an event of the account led to; null if it led to none.
 */
export async function discardsOf(
  store: MessageStore,
  { id, data: { userId, addressId } }: Deleted,
  emailIdOf: (event: Message) => string | null,
) {
  const streams = await store.readStreams([identity.stream(userId), identity.stream(addressId)]);
  return [...streams.values()].flat().flatMap((event) => {
    // Other people may have had the address before.
    const emailId = (event.data as { userId?: unknown }).userId === userId ? emailIdOf(event) : null;
    if (emailId === null) return [];
    const message = sendEmail.commands.Discard({ emailId }, { id: uuidFrom(`Discard ${emailId}`, id) });
    return [{ streamName: sendEmail.commandStream(emailId), message }];
  });
}
