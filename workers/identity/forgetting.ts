import { v5 as uuidFrom } from 'uuid';
import { forgetPerson } from '@/personal-data/keys';
import { reacts } from '@message-db/runtime';
import { identity } from './contract';

/**
 * Follows the component's own events. After `AccountDeleted` it deletes the person's key and then releases their
 * address. After `RegistrationRejected` it deletes the key of the rejected person. Every step is idempotent.
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
        // The sender of the command chose the user id. It must not end an account that exists.
        if (!(await host.store.readLast(identity.stream(userId)))) await forgetPerson(host.store.pool, userId);
        return [];
      },
    },
  });
}
