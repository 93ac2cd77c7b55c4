import 'server-only';
import { buildId } from './build-id';
import { keyed } from '@/app/_lib/auth/keyed';
import type { Refusal } from './form-state';
import { currentUser, type CurrentUser } from '@/app/_lib/auth/session';

/** Whose a page is, and of which build. */
export interface PageStamp {
  /** Names the person to this site alone; `visitor` where nobody is signed in. The same on all of their pages. */
  person: string;
  build: string;
}

/** The stamp of a page that is made now for this person. */
export function pageStamp(user: Pick<CurrentUser, 'userId'> | null): PageStamp {
  const person = user ? keyed('page', user.userId).toString('base64url').slice(0, 22) : 'visitor';
  return { person, build: buildId };
}

/**
 * Whether a page is still of the person who is signed in, and of the build that runs.
 * @param stamp what the page sent: `<person>.<build>`.
 * @returns null where it is, or why nothing may be done for it.
 */
export async function checkPage(stamp: unknown): Promise<Refusal | null> {
  return (await checkPerson(stamp)) ?? (buildOf(stamp) === buildId ? null : { reason: 'new-build' });
}

/** The same for what may outlive a build, such as an upload. A request without a stamp comes from no page, and may. */
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
