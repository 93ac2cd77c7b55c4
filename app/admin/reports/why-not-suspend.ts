import 'server-only';
import { rightsOfPerson } from '@/app/_lib/auth/find-user';

/** Returns why this moderator may not suspend that person, in a sentence; null if they may. */
export async function whyNotSuspend(moderator: { readonly isAdmin: boolean }, userId: string): Promise<string | null> {
  const rights = await rightsOfPerson(userId);
  if (rights?.isNamed) return 'This is an administrator, who can’t be suspended.';
  if (rights?.isModerator && !moderator.isAdmin) return 'This is a moderator. Only an administrator can suspend them.';
  return null;
}
