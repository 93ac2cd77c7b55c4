import type { Storage } from '@/storage/storage';
import { openContents, type Archived, type Contents } from './contents';

/** How long archives stay open after the last job that used them, in milliseconds. */
const IDLE_MS = 60_000;
/** The most sets of archives that stay open without a job. */
const IDLE_MAX = 4;

interface Shared {
  readonly contents: Promise<Contents>;
  /** Stops the reading. */
  readonly reading: AbortController;
  users: number;
  timer?: NodeJS.Timeout;
}

/** Calls a function with the contents of archives. They must not be used after it. */
export type WithContents = <Answer>(
  archived: Archived,
  signal: AbortSignal,
  work: (contents: Contents) => Promise<Answer>,
) => Promise<Answer>;

/**
 * Lets jobs share the contents of archives: the directories and the lists of an import are read once, and not again for
 * each of its items. They are read again after an error, and after a minute without a job.
 */
export function shareContents(storage: Storage, idleMs = IDLE_MS): WithContents {
  const open = new Map<string, Shared>();

  function close(key: string, shared: Shared): void {
    clearTimeout(shared.timer);
    if (open.get(key) === shared) open.delete(key);
    if (shared.users > 0) return;
    shared.reading.abort();
    shared.contents.then((contents) => contents.close()).catch(() => {});
  }

  function begin(key: string, archived: Archived): Shared {
    const idle = [...open].filter(([, { users }]) => users === 0);
    for (const [other, shared] of idle.slice(0, Math.max(0, idle.length - IDLE_MAX + 1))) close(other, shared);
    const reading = new AbortController();
    const shared = { reading, contents: openContents(storage, archived, reading.signal), users: 0 };
    open.set(key, shared);
    return shared;
  }

  return async (archived, signal, work) => {
    signal.throwIfAborted();
    const key = [archived.userId, ...archived.archives.map(({ uploadId }) => uploadId)].join(' ');
    const shared: Shared = open.get(key) ?? begin(key, archived);
    shared.users++;
    clearTimeout(shared.timer);
    let isUsable = false;
    try {
      const answer = await work(await unlessAborted(shared.contents, signal));
      isUsable = true;
      return answer;
    } finally {
      shared.users--;
      if (!isUsable || open.get(key) !== shared) close(key, shared);
      else if (shared.users === 0) shared.timer = setTimeout(() => close(key, shared), idleMs).unref();
    }
  };
}

/** Waits no longer than a job may. */
async function unlessAborted<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  let onAbort = () => {};
  const aborted = new Promise<never>((_, reject) => {
    onAbort = () => reject(signal.reason as Error);
    signal.addEventListener('abort', onAbort, { once: true });
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
