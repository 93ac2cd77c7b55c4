import { v5 as uuidFrom } from 'uuid';
import { forgetPerson } from '@/personal-data/keys';
import { reacts } from '@/workers/runtime/reacts';
import { identity } from './contract';

/**
 * Follows the component's own events. After `AccountDeleted` it takes the person's key away, and then frees their address;
 * after `RegistrationRejected`, the key of whoever did not get an account. All may be done again and changes nothing.
 */
export function forgets() {
  return reacts({
    name: 'identity-forgetting',
    category: identity.category,
    writes: [identity.commandCategory],
    read: identity.readEvent,
    handlers: {
      async AccountDeleted({ id, data: { userId, addressId } }, { host }) {
        await forgetPerson(host.store.pool, userId);
        const release = identity.commands.ReleaseAddress({ addressId, userId }, { id: uuidFrom('ReleaseAddress', id) });
        return [{ streamName: identity.commandStream(addressId), message: release }];
      },
      async RegistrationRejected({ data: { userId } }, { host }) {
        // Who was rejected says who they are; an account that exists is not theirs to end.
        if (!(await host.store.readLast(identity.stream(userId)))) await forgetPerson(host.store.pool, userId);
        return [];
      },
    },
  });
}
