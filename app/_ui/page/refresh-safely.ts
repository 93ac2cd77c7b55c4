import { wouldLose } from './leave';
import { noteStamp, staleness } from './staleness';

/**
 * Renders the page again, unless it is stale. While something is typed or uploading, it asks the site first: Next
 * takes a person who is signed out to sign in, and loads the page again if the site does not answer. A page that was
 * not refreshed hears of it again when its stream of news is back.
 */
export async function refreshSafely(refresh: () => void): Promise<void> {
  if (wouldLose() && !(await askStamp())) return;
  if (staleness() === null) refresh();
}

/** Asks the site whose the page would be now, and of which build. @returns whether it answered. */
async function askStamp(): Promise<boolean> {
  const answer = await fetch('/api/page').catch(() => null);
  if (!answer?.ok) return false;
  const { stamp } = (await answer.json()) as { stamp: string };
  noteStamp(stamp);
  return true;
}
