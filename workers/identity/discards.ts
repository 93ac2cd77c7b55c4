import type { EventOf, Message, MessageStore } from '@message-db/client';
import { discardMail } from '@/workers/send-email/contract';
import { identity } from './contract';

type Deleted = Extract<EventOf<typeof identity>, { type: 'AccountDeleted' }>;

/**
 * Returns the commands that discard the mails about a deleted account and its addresses.
 * @param emailIdOf the id of the mail that an event of one of them led to; null if it led to none.
 */
export async function discardsOf(
  store: MessageStore,
  { id, data: { userId, addressId } }: Deleted,
  emailIdOf: (event: Message) => string | null,
) {
  const own = await eventsOf(store, [userId]);
  const changes = own
    .filter(({ type }) => type === 'AddressChanged')
    .map((event) => identity.events.AddressChanged.read(event));
  const addressIds = new Set([addressId, ...changes.map(({ data }) => data.previousAddressId)]);
  const all = [...own, ...(await eventsOf(store, [...addressIds]))];
  return all.flatMap((event) => {
    // Other people may have had the address before.
    const emailId = (event.data as { userId?: unknown }).userId === userId ? emailIdOf(event) : null;
    return emailId === null ? [] : [discardMail(emailId, id)];
  });
}

/** Returns the events of accounts and addresses. */
export async function eventsOf(store: MessageStore, ids: readonly string[]): Promise<Message[]> {
  const streams = await store.readStreams(ids.map((each) => identity.stream(each)));
  return [...streams.values()].flat();
}
