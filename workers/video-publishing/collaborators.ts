import type { CommandOf, NewEventOf } from '@message-db/client';
import { endsAccess, isNewAccess, type Shared } from '@/workers/access';
import { videoPublishing } from './contract';

type Command = Extract<CommandOf<typeof videoPublishing>, { type: 'AdmitCollaborator' | 'DismissCollaborator' }>;
type Event = NewEventOf<typeof videoPublishing>;

const { events } = videoPublishing;

export function admit({ data: access, time }: Command, video: Shared): readonly Event[] {
  return isNewAccess(video, access) ? [events.CollaboratorAdmitted({ ...access, at: time.toISOString() })] : [];
}

export function dismiss({ data: access, time }: Command, video: Shared): readonly Event[] {
  return endsAccess(video, access) ? [events.CollaboratorDismissed({ ...access, at: time.toISOString() })] : [];
}

/** Ends everybody's access when the video is purged. */
export function dismissAll(videoId: string, { ownerId, access }: Shared): readonly Event[] {
  return access.flatMap(({ accessId, collaboratorId, role }) =>
    collaboratorId === null ? [] : [events.CollaboratorDismissed({ videoId, ownerId, accessId, collaboratorId, role })],
  );
}
