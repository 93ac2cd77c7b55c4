import { v5 as uuidFrom } from 'uuid';
import { forgetPerson } from '@/personal-data/keys';
import { reacts } from '@/workers/runtime/reacts';
import { identity } from './contract';

/**
 * Follows the component's own `AccountDeleted`: takes the person's key away, and then frees their address. Both may be
 * done again and change nothing.
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
    },
  });
}
