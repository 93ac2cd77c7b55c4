import 'server-only';
import { createHash, timingSafeEqual } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { cookies } from 'next/headers';
import { cookieName, sessionCookie } from '@/app/_lib/auth/session-cookie';
import { environment } from '@/app/_lib/environment';

const COOKIE = 'outbox-key';

/** Returns whether this is the key of the outbox. It reads the file each time, so a deleted key is of no use. */
export async function isOutboxKey(candidate: unknown): Promise<boolean> {
  if (typeof candidate !== 'string' || environment.SMTP_URL) return false;
  const key = (await readFile(environment.dataPath('outbox-key'), 'utf8').catch(() => '')).trim();
  return key !== '' && timingSafeEqual(digest(key), digest(candidate));
}

/** Returns whether this browser has opened the outbox by its link. */
export async function hasOutboxKey(): Promise<boolean> {
  return isOutboxKey((await cookies()).get(cookieName(COOKIE))?.value);
}

/** Lets this browser read the outbox from now on. Only in a route handler or a server action. */
export async function keepOutboxKey(key: string): Promise<void> {
  (await cookies()).set(cookieName(COOKIE), key, sessionCookie.options);
}

/** Returns a digest. Digests have the same length for every input. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
