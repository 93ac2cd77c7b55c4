import type { Contract } from '@message-db/client';
import type { Decrypted } from '@/personal-data/encrypted-text';
import { decryptFields } from '@/personal-data/encryption';
import { keyIdOf, keyIdsIn, readKeys } from '@/personal-data/keys';
import { eventsOf, type Codec, type Decode, type FactOf, type Projection, type Statement } from '@message-db/runtime';

/** As `FactOf`, with the encrypted fields decrypted: null if the person is forgotten. */
export type OpenedFactOf<C extends Contract> =
  FactOf<C> extends infer Fact
    ? Fact extends { data: infer Data }
      ? Omit<Fact, 'data'> & { data: Decrypted<Data> }
      : never
    : never;

/** Decrypts with the key of the message, or of the person whose id is the data's `userId`. */
const personalData: Codec = {
  async load(client, messages) {
    const keys = await readKeys(client, keyIdsIn(messages));
    return (data) => decryptFields(keys.get(keyIdOf(data) ?? ''), data as Record<string, unknown>);
  },
};

function open<C extends Contract>(event: FactOf<C>, decode: Decode): OpenedFactOf<C> {
  const fact = event as { data: unknown };
  return { ...fact, data: decode(fact.data) } as OpenedFactOf<C>;
}

/**
 * As `eventsOf`, for a view that shows encrypted fields. The person may be forgotten before the events are projected,
 * even if the event of the deletion comes later: then the fields are null. The final tables must be the same.
 */
export function personalEventsOf<C extends Contract>(
  contract: C,
  project: (events: readonly OpenedFactOf<C>[]) => readonly Statement[],
  topics: (events: readonly FactOf<C>[]) => readonly string[],
): Projection {
  return eventsOf(
    contract,
    (events, decode) => project(events.map((event) => open(event, decode))),
    topics,
    personalData,
  );
}
