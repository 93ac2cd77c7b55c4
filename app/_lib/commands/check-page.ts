import 'server-only';
import { currentUser } from '@/app/_lib/auth/current-user';
import type { Refusal } from './form-state';
import { buildRefusal, isStamp, personRefusal } from './page-stamp';

/**
 * Checks whether a page belongs to the signed-in user and the running build.
 * @param stamp the stamp that the page sent: `<person>.<build>`.
 * @returns null if it does, else the reason why the page must not write.
 */
export async function checkPage(stamp: unknown): Promise<Refusal | null> {
  return (await checkPerson(stamp)) ?? buildRefusal(stamp);
}

/** Checks only the user. Accepts requests without a stamp. */
export async function checkPerson(stamp: unknown): Promise<Refusal | null> {
  return isStamp(stamp) ? personRefusal(stamp, await currentUser()) : null;
}
