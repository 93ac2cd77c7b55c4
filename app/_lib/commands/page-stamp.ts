import 'server-only';
import { buildId } from './build-id';
import { keyed } from '@/app/_lib/auth/keyed';
import type { CurrentUser } from '@/app/_lib/auth/find-user';
import type { Refusal } from './form-state';

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
 * Checks whether a page belongs to this user, for requests that may outlive a build, such as uploads. Accepts requests
 * without a stamp.
 * @param stamp the stamp that the page sent: `<person>.<build>`.
 * @returns null if it does, else the reason why the page must not write.
 */
export function personRefusal(stamp: unknown, user: Pick<CurrentUser, 'userId' | 'name'> | null): Refusal | null {
  if (!isStamp(stamp) || stamp.split('.')[0] === pageStamp(user).person) return null;
  return user ? { reason: 'other-person', name: user.name } : { reason: 'signed-out' };
}

/** Checks whether a page belongs to the running build. @returns null, or the reason why the page must not write. */
export function buildRefusal(stamp: unknown): Refusal | null {
  const build = typeof stamp === 'string' ? stamp.slice(stamp.indexOf('.') + 1) : null;
  return build === buildId ? null : { reason: 'new-build' };
}

/** Returns whether a request sent a stamp. */
export function isStamp(stamp: unknown): stamp is string {
  return typeof stamp === 'string' && stamp !== '';
}
