import 'server-only';
import { addressId, identity } from '@/workers/identity/contract';
import { keyedUuid } from './keyed';
import { postCommand, sendCommand } from './send-command';

const { RecordSignIn, RecordSignInFailure, SignOut } = identity.commands;

/** @throws when the message store does not take it. */
export async function recordSignIn(userId: string, sessionHash: string): Promise<void> {
  await postCommand(identity.commandStream(userId), RecordSignIn({ userId, sessionHash }), { userId });
}

/**
 * Records a wrong password, and waits until the view that limits attempts knows of it, a second at most. Where the
 * store cannot be reached, the answer to the person is the same without the record.
 */
export async function recordSignInFailure(email: string): Promise<void> {
  const address = addressId(email);
  await sendCommand(identity.commandStream(address), RecordSignInFailure({ addressId: address }), { views: ['user-credentials'] });
}

/** Ends a session, and waits until the view that pages ask knows so. The same command however often it is asked for. */
export async function recordSignOut(userId: string, sessionHash: string): Promise<void> {
  const command = SignOut({ userId, sessionHash }, { id: keyedUuid('sign-out', sessionHash) });
  await sendCommand(identity.commandStream(userId), command, { userId, views: ['user-credentials'] });
}
