import { wouldLose } from './leave';
import { noteStamp, staleness } from './staleness';

/**
 * Renders the page again, unless it is stale. If there is typed text or an upload, it asks the site first: Next would
 * send a signed-out user to the sign-in page, and would load the page again if the site did not answer. A page that was
 * not refreshed is notified again when its stream of news is back. A session that ends between the two requests leads to
 * the sign-in page all the same, and that leads back to the page and its draft.
 */
export async function refreshSafely(refresh: () => void): Promise<void> {
  if (wouldLose()) await refreshIfAnswered(refresh);
  else if (staleness() === null) refresh();
}

/** Renders the page again if the site answers and the page is not stale. @returns whether it was. */
export async function refreshIfAnswered(refresh: () => void): Promise<boolean> {
  if (!(await fetchStamp()) || staleness() !== null) return false;
  refresh();
  return true;
}

/** Asks the site for the person and the build of a page rendered now. @returns whether it answered. */
async function fetchStamp(): Promise<boolean> {
  const answer = await fetch('/api/page').catch(() => null);
  if (!answer?.ok) return false;
  // A network with a sign-in page may answer instead of the site.
  const page = (await answer.json().catch(() => null)) as { stamp: string } | null;
  if (page === null) return false;
  noteStamp(page.stamp);
  return true;
}
