import 'server-only';
import { oncePerProcess } from '@/app/_lib/once-per-process';
import type { StoredUpload } from './stored-upload';

/** An upload that another process receives is taken for moving so long after a byte, in milliseconds. */
const FRESH_FOR_MS = 5_000;

/** How many requests with bytes of each upload this process answers. It keeps those that it has answered, with 0. */
const requests = () => oncePerProcess('uploads-moving', () => new Map<string, number>());

/** Counts a request with bytes of an upload while it is answered. */
export async function whileMoving<T>({ uploadId }: StoredUpload, answer: () => Promise<T>): Promise<T> {
  const count = (change: number) => requests().set(uploadId, (requests().get(uploadId) ?? 0) + change);
  count(1);
  return answer().finally(() => count(-1));
}

/** Returns whether bytes of an upload are arriving. */
export function isMoving({ uploadId, received, changedAt }: StoredUpload): boolean {
  const own = requests().get(uploadId);
  if (own !== undefined) return own > 0;
  return received > 0 && Date.now() - changedAt.getTime() < FRESH_FOR_MS;
}

/** Forgets uploads that no longer exist. */
export function forgetMoved(existing: ReadonlySet<string>): void {
  for (const [uploadId, count] of requests()) if (count === 0 && !existing.has(uploadId)) requests().delete(uploadId);
}
