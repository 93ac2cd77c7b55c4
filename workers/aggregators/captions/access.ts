import { ASKER } from '@/workers/aggregators/rules';
import { accessTable, sharedWithAsker } from '../access';

/** Who works on which video. */
export const access = accessTable('captions_access');

/** The rule of rows for the owner of a video and for who works on it. */
export function ownedOrShared({ videoId, ownerId }: { videoId: string; ownerId: string }): string {
  return `${ownerId} = ${ASKER} OR ${sharedWithAsker(access, videoId)}`;
}
