import { ASKER } from '@/workers/aggregators/rules';
import { accessTable, sharedWithAsker } from '../access';

/** The collaborators of videos. */
export const access = accessTable('captions_access');

/** The rule for rows that the owner and the collaborators of a video see. */
export function ownedOrShared({ videoId, ownerId }: { videoId: string; ownerId: string }): string {
  return `${ownerId} = ${ASKER} OR ${sharedWithAsker(access, videoId)}`;
}
