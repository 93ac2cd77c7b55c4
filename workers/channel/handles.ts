import type { MessageStore } from '@message-db/client';
import { reacts, type Outgoing } from '@message-db/runtime';
import { v5 as uuidFrom } from 'uuid';
import { decryptFields, encryptFields } from '@/personal-data/encryption';
import { handleFingerprint } from '@/personal-data/handle';
import { readKey } from '@/personal-data/keys';
import { identity } from '@/workers/identity/contract';
import { channel } from './contract';
import { deriveHandle } from './derive-handle';

const { AdoptHandle, ClaimHandle, CloseChannel, ReleaseHandle } = channel.commands;

/**
 * Follows identity: claims a handle for each new account, made from the person's name, and closes the channel of a
 * deleted one.
 */
export function opens() {
  return reacts({
    name: 'channel-opening',
    category: identity.category,
    writes: [channel.commandCategory],
    read: identity.readEvent,
    handlers: {
      Registered: ({ id, data: { userId } }, { host }) => claimDerived(host.store, userId, 0, id),
      AccountDeleted({ id, data: { userId } }) {
        const message = CloseChannel({ userId }, { id: uuidFrom('CloseChannel', id) });
        return [{ streamName: channel.commandStream(userId), message }];
      },
    },
  });
}

/**
 * Follows the component's own events: tells a channel of the handles that were claimed for it, releases those that it
 * dropped, and tries another one if a handle that was made from a name is taken.
 */
export function keepsHandles() {
  return reacts({
    name: 'channel-handles',
    category: channel.category,
    writes: [channel.commandCategory],
    read: channel.readEvent,
    handlers: {
      HandleClaimed({ id, data: { userId, handleId, claimId } }) {
        const message = AdoptHandle({ userId, handleId, claimId }, { id: uuidFrom('AdoptHandle', id) });
        return [{ streamName: channel.commandStream(userId), message }];
      },
      async HandleClaimRejected({ id, data: { userId, attempt } }, { host }) {
        return attempt === undefined ? [] : claimDerived(host.store, userId, attempt + 1, id);
      },
      HandleDropped({ id, data }) {
        const message = ReleaseHandle(data, { id: uuidFrom('ReleaseHandle', id) });
        return [{ streamName: channel.commandStream(data.handleId), message }];
      },
    },
  });
}

/** Claims a handle that is made from the person's name. A forgotten person gets none. */
async function claimDerived(
  store: MessageStore,
  userId: string,
  attempt: number,
  causeId: string,
): Promise<Outgoing[]> {
  const key = await readKey(store.pool, userId);
  const name = key && (await nameOf(store, userId, key));
  if (!key || typeof name !== 'string') return [];
  const handle = deriveHandle(name, userId, attempt);
  const { rows } = await store.pool.query<{ id: string }>('SELECT personal.address_id($1) AS id', [
    handleFingerprint(handle),
  ]);
  const handleId = rows[0]!.id;
  const data = { userId, handleId, attempt, ...encryptFields(key, userId, { handle }) };
  return [
    {
      streamName: channel.commandStream(handleId),
      message: ClaimHandle(data, { id: uuidFrom('ClaimHandle', causeId) }),
    },
  ];
}

/** Returns the name of an account, from its first event; null if it cannot be decrypted. */
async function nameOf(store: MessageStore, userId: string, key: Buffer): Promise<string | null> {
  const [first] = await store.readBatch(identity.stream(userId), { batchSize: 1 });
  return first?.type === 'Registered' ? decryptFields(key, identity.events.Registered.read(first).data).name : null;
}
