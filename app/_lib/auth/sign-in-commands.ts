import 'server-only';
import { headers } from 'next/headers';
import { identity, type SecondFactor, type UsedPasskey } from '@/workers/identity/contract';
import { keyedUuid } from './keyed';
import { send, sendAndWait } from '@/app/_lib/commands/send-command';
import { parseUserAgent } from '@/app/_lib/http/user-agent';

const { RecordSignIn, RecordSignInFailure, SignOut } = identity.commands;

/** Who signs in, and with what. */
export interface SignIn {
  readonly userId: string;
  /** The password that was checked, or chosen. If it was changed meanwhile, the component ends the session. */
  readonly passwordId?: string;
  /** With which identity elsewhere they have come. If it was disconnected meanwhile, the component ends the session. */
  readonly externalId?: string;
  /** What was checked beside it. If the account needs one and this is none, or was used, the component ends the session. */
  readonly secondFactor?: SecondFactor;
  /** A passkey that was used in their place. If it was removed, or signed this before, the component ends the session. */
  readonly passkey?: UsedPasskey;
}

/**
 * Records that a session began. Waits for the view only if the component has to check what works once.
 * @throws if the command cannot be written, or the component does not answer about that in a second.
 */
export async function recordSignIn(signIn: SignIn, sessionHash: string): Promise<void> {
  const { userId } = signIn;
  const device = parseUserAgent((await headers()).get('user-agent') ?? '');
  const [stream, command] = [identity.commandStream(userId), RecordSignIn({ ...signIn, sessionHash, device })];
  if (!signIn.secondFactor && !signIn.passkey) return void (await send(stream, command, { userId }));
  const { status } = await sendAndWait(stream, command, { userId, aggregators: ['user-credentials'] });
  if (status !== 'done') throw new Error(`What works once could not be checked: ${status}`);
}

/**
 * Records a wrong password of an address, or a wrong code of an account. If the store cannot be reached, the user gets the same
 * answer without the record.
 */
export async function recordSignInFailure(id: string): Promise<void> {
  try {
    await send(identity.commandStream(id), RecordSignInFailure({ addressId: id }));
  } catch (error) {
    console.error('Could not record a failed sign-in:', error);
  }
}

/** Ends a session, and waits until the view that pages read shows that. Repeated calls send the same command. */
export async function recordSignOut(userId: string, sessionHash: string): Promise<void> {
  const command = SignOut({ userId, sessionHash }, { id: keyedUuid('sign-out', sessionHash) });
  await sendAndWait(identity.commandStream(userId), command, { userId, aggregators: ['user-credentials'] });
}
