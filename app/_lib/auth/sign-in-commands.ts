import 'server-only';
import { LRUCache } from 'lru-cache';
import { headers } from 'next/headers';
import { identity, SESSION_USE_HOURS } from '@/workers/identity/contract';
import { keyedUuid } from './keyed';
import { addressIdOf } from './address-id';
import { send, sendAndWait } from '@/app/_lib/commands/send-command';
import { parseUserAgent } from '@/app/_lib/http/user-agent';
import { oncePerProcess } from '@/app/_lib/once-per-process';
import type { Session } from './session-cookie';

const { RecordSignIn, RecordSessionUse, RecordSignInFailure, SignOut } = identity.commands;

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
 * Records that a session is in use, if that was long ago or not recorded. Does not wait. Requests at the same time, of any
 * process, send the same command.
 * @param usedAt when its use was last recorded; null if the view does not have the session yet.
 */
export function recordSessionUse({ userId, sessionHash }: Session, usedAt: Date | null): void {
  const interval = SESSION_USE_HOURS * 3600_000;
  if (usedAt === null || Date.now() - usedAt.getTime() < interval) return;
  const id = keyedUuid('session-use', sessionHash, String(usedAt.getTime()));
  const sent = oncePerProcess('uses of sessions', () => new LRUCache<string, true>({ max: 5_000 }));
  if (sent.has(id)) return;
  sent.set(id, true);
  send(identity.commandStream(userId), RecordSessionUse({ userId, sessionHash }, { id }), { userId }).catch(
    (error: unknown) => {
      sent.delete(id);
      console.error('Could not record the use of a session:', error);
    },
  );
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
