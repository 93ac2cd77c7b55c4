import { wouldLose } from './leave';
import { noteStamp, staleness } from './staleness';

/**
 * Renders the page again, unless it is stale. If there is typed text or an upload, it asks the site first: Next would
 * send a signed-out user to the sign-in page, and would load the page again if the site did not answer. A page that was
 * not refreshed is notified again when its stream of news is back.
 */
export async function refreshSafely(refresh: () => void): Promise<void> {
  if (wouldLose() && !(await fetchStamp())) return;
  if (staleness() === null) refresh();
}

/** Asks the site for the person and the build of a page rendered now. @returns whether it answered. */
async function fetchStamp(): Promise<boolean> {
  const answer = await fetch('/api/page').catch(() => null);
  if (!answer?.ok) return false;
  const { stamp } = (await answer.json()) as { stamp: string };
  noteStamp(stamp);
  return true;
}
