import 'server-only';
import { headers } from 'next/headers';
import { identity } from '@/workers/identity/contract';
import { keyedUuid } from './keyed';
import { addressIdOf } from './address-id';
import { send, sendAndWait } from '@/app/_lib/commands/send-command';
import { parseUserAgent } from '@/app/_lib/http/user-agent';

const { RecordSignIn, RecordSignInFailure, SignOut } = identity.commands;

/**
 * Records that a session began. Does not wait for the view.
 * @param passwordId the password that was checked, if one was. If it was changed meanwhile, the session ends at once.
 * @throws if the command cannot be written.
 */
export async function recordSignIn(userId: string, sessionHash: string, passwordId?: string): Promise<void> {
  const device = parseUserAgent((await headers()).get('user-agent') ?? '');
  await send(identity.commandStream(userId), RecordSignIn({ userId, sessionHash, passwordId, device }), { userId });
}

/**
 * Records a wrong password. Waits at most a second until the view that limits attempts has it. If the store cannot be
 * reached, the user gets the same answer without the record.
 */
export async function recordSignInFailure(email: string): Promise<void> {
  const addressId = await addressIdOf(email).catch((error: unknown) =>
    console.error('Could not record a wrong password:', error),
  );
  if (!addressId) return;
  await sendAndWait(identity.commandStream(addressId), RecordSignInFailure({ addressId }), {
    aggregators: ['user-credentials'],
  });
}

/** Ends a session, and waits until the view that pages read shows that. Repeated calls send the same command. */
export async function recordSignOut(userId: string, sessionHash: string): Promise<void> {
  const command = SignOut({ userId, sessionHash }, { id: keyedUuid('sign-out', sessionHash) });
  await sendAndWait(identity.commandStream(userId), command, { userId, aggregators: ['user-credentials'] });
}
