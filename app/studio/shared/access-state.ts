import type { SharedThing } from '../_queries/collaborators';

/**
 * Returns whether a user can open what is shared with them, has to wait until their access is set up, or the owner has
 * deleted it: then they are admitted to what they cannot see. Pure.
 */
export function accessStateOf({
  subjectKind,
  videoName,
  seriesTitle,
  isAdmitted,
}: Pick<SharedThing, 'subjectKind' | 'videoName' | 'seriesTitle' | 'isAdmitted'>): 'ready' | 'pending' | 'deleted' {
  if (subjectKind === 'channel' || videoName !== null || seriesTitle !== null) return 'ready';
  return isAdmitted ? 'deleted' : 'pending';
}
