import 'server-only';
import { headers } from 'next/headers';
import { identity, type SecondFactor } from '@/workers/identity/contract';
import { keyedUuid } from './keyed';
import { addressIdOf } from './address-id';
import { send, sendAndWait } from '@/app/_lib/commands/send-command';
import { parseUserAgent } from '@/app/_lib/http/user-agent';

const { RecordSignIn, RecordSignInFailure, SignOut } = identity.commands;

/** Who signs in, and with what. */
export interface SignIn {
  readonly userId: string;
  /** The password that was checked, or chosen. If it was changed meanwhile, the session ends at once. */
  readonly passwordId?: string;
  /** What was checked beside it. If the account needs one and this is none, or was used, the session ends at once. */
  readonly secondFactor?: SecondFactor;
}

/**
 * Records that a session began. Does not wait for the view.
 * @throws if the command cannot be written.
 */
export async function recordSignIn(signIn: SignIn, sessionHash: string): Promise<void> {
  const { userId } = signIn;
  const device = parseUserAgent((await headers()).get('user-agent') ?? '');
  await send(identity.commandStream(userId), RecordSignIn({ ...signIn, sessionHash, device }), { userId });
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
