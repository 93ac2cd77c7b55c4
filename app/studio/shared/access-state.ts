import type { SharedThing } from '../_queries/collaborators';

/** Accepted access is set up within this time, in milliseconds. */
const SET_UP_WITHIN_MS = 60_000;

/** Returns whether a user can open what is shared with them, has to wait for a moment, or the owner has deleted it. */
export function accessStateOf(
  shared: Pick<SharedThing, 'subjectKind' | 'videoName' | 'seriesTitle' | 'acceptedAt'>,
  now: Date,
): 'ready' | 'pending' | 'deleted' {
  const { subjectKind, videoName, seriesTitle, acceptedAt } = shared;
  if (subjectKind === 'channel' || videoName !== null || seriesTitle !== null) return 'ready';
  return acceptedAt !== null && now.getTime() - acceptedAt.getTime() < SET_UP_WITHIN_MS ? 'pending' : 'deleted';
}
