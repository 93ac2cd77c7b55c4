import type { SharedThing } from '../_queries/collaborators';

/** What is shared appears a moment after its invitation is accepted, in milliseconds at most. */
const SET_UP_WITHIN_MS = 60_000;

/** Returns whether something shared can be opened, is not shown yet, or is deleted, and may be restored by its owner. */
export function presenceOf(
  thing: Pick<SharedThing, 'subjectKind' | 'videoName' | 'seriesTitle' | 'acceptedAt'>,
  now: Date,
): 'there' | 'coming' | 'deleted' {
  const { subjectKind, videoName, seriesTitle, acceptedAt } = thing;
  if (subjectKind === 'channel' || videoName !== null || seriesTitle !== null) return 'there';
  return acceptedAt !== null && now.getTime() - acceptedAt.getTime() < SET_UP_WITHIN_MS ? 'coming' : 'deleted';
}
