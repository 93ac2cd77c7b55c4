import { noteStamp } from './staleness';

/** Asks the site whose the page would be now, and of which build. @returns whether it answered. */
export async function askStamp(): Promise<boolean> {
  const answer = await fetch('/api/page').catch(() => null);
  if (!answer?.ok) return false;
  const { stamp } = (await answer.json()) as { stamp: string };
  noteStamp(stamp);
  return true;
}
