import 'server-only';
import { LRUCache } from 'lru-cache';
import { send } from '@/app/_lib/commands/send-command';
import { oncePerProcess } from '@/app/_lib/once-per-process';
import { identity, SESSION_USE_HOURS } from '@/workers/identity/contract';
import { keyedUuid } from './keyed';
import type { Session } from './session-cookie';

/**
 * Records that a session is in use, if that was long ago or not recorded. Does not wait. Requests at the same time, of any
 * process, send the same command.
 * @param usedAt when its use was last recorded; null if the view does not have the session yet.
 */
export function recordSessionUse({ userId, sessionHash }: Session, usedAt: Date | null): void {
  const interval = SESSION_USE_HOURS * 3600_000;
  if (usedAt === null || Date.now() - usedAt.getTime() < interval) return;
  const id = keyedUuid('session-use', sessionHash, String(Math.floor(Date.now() / interval)));
  const sent = oncePerProcess('uses of sessions', () => new LRUCache<string, true>({ max: 5_000 }));
  if (sent.has(id)) return;
  sent.set(id, true);
  send(identity.commandStream(userId), identity.commands.RecordSessionUse({ userId, sessionHash }, { id }), {
    userId,
  }).catch((error: unknown) => {
    sent.delete(id);
    console.error('Could not record the use of a session:', error);
  });
}
