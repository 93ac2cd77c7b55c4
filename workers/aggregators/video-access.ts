import type { FactOf, Statement } from '@message-db/runtime';
import type { videoPublishing } from '@/workers/video-publishing/contract';
import { changeAccess, type accessTable } from './access';
import { sameCase } from './statements';
import type { Topic } from './topics';

type VideoEvent = FactOf<typeof videoPublishing>;
type Change = Extract<VideoEvent, { type: 'CollaboratorAdmitted' | 'CollaboratorDismissed' }>;

const isChange = (event: VideoEvent): event is Change =>
  event.type === 'CollaboratorAdmitted' || event.type === 'CollaboratorDismissed';

/** Updates a table of the collaborators of videos. */
export function changeVideoAccess(access: ReturnType<typeof accessTable>, events: readonly VideoEvent[]): Statement[] {
  const changes = events.filter(isChange).map(({ type, data: { videoId, accessId, collaboratorId, role } }) => ({
    ...{ isEnd: type === 'CollaboratorDismissed', accessId, subjectId: videoId, collaboratorId, role },
  }));
  return changeAccess(access, changes);
}

/** Returns the topics of people whose access to a video changes. */
export function changedVideoAccess(events: readonly VideoEvent[]): Topic[] {
  return events
    .filter(isChange)
    .flatMap(({ data }) => [
      `video:${sameCase(data.videoId)}` as const,
      `creator:${sameCase(data.collaboratorId)}` as const,
    ]);
}
