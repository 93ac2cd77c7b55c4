import 'server-only';
import { createHash, timingSafeEqual } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { cookies } from 'next/headers';
import { environment } from '@/app/_lib/environment';

const COOKIE = 'outbox-key';

/** Whether this is the key of the outbox. It is read each time, so that it is of no use once its file is deleted. */
export async function isOutboxKey(given: unknown): Promise<boolean> {
  if (typeof given !== 'string' || environment.SMTP_URL) return false;
  const key = (await readFile(environment.dataPath('outbox-key'), 'utf8').catch(() => '')).trim();
  return key !== '' && timingSafeEqual(digest(key), digest(given));
}

/** Whether this browser has opened the outbox by its link. */
export async function hasOutboxKey(): Promise<boolean> {
  return isOutboxKey((await cookies()).get(COOKIE)?.value);
}

/** Lets this browser read the outbox from now on. Only in a route handler or a server action. */
export async function keepOutboxKey(key: string): Promise<void> {
  const secure = environment.siteUrl.startsWith('https:');
  (await cookies()).set(COOKIE, key, { httpOnly: true, sameSite: 'lax', path: '/', secure });
}

/** Digests have one length for every input. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
