import 'server-only';
import { buildId } from './build-id';
import { keyed } from '@/app/_lib/auth/keyed';
import type { Refusal } from './form-state';
import { currentUser, type CurrentUser } from '@/app/_lib/auth/current-user';

/** The user and the build of a page. */
export interface PageStamp {
  /** Identifies the user to this site alone, the same on all pages; `visitor` if nobody is signed in. */
  person: string;
  build: string;
}

/** Returns the stamp of a page that is rendered now for this user. */
export function pageStamp(user: Pick<CurrentUser, 'userId'> | null): PageStamp {
  const person = user ? keyed('page', user.userId).toString('base64url').slice(0, 22) : 'visitor';
  return { person, build: buildId };
}

/**
 * Checks whether a page belongs to the signed-in user and the running build.
 * @param stamp the stamp that the page sent: `<person>.<build>`.
 * @returns null if it does, else the reason why the page must not write.
 */
export async function checkPage(stamp: unknown): Promise<Refusal | null> {
  return (await checkPerson(stamp)) ?? (buildOf(stamp) === buildId ? null : { reason: 'new-build' });
}

/** Checks only the user, for requests that may outlive a build, such as uploads. Accepts requests without a stamp. */
export async function checkPerson(stamp: unknown): Promise<Refusal | null> {
  const person = personOf(stamp);
  if (person === null) return null;
  const user = await currentUser();
  if (person === pageStamp(user).person) return null;
  return user ? { reason: 'other-person', name: user.name } : { reason: 'signed-out' };
}

function personOf(stamp: unknown): string | null {
  return typeof stamp === 'string' && stamp !== '' ? (stamp.split('.')[0] as string) : null;
}

function buildOf(stamp: unknown): string | null {
  return typeof stamp === 'string' ? stamp.slice(stamp.indexOf('.') + 1) : null;
}
