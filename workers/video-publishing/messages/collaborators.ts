import { messageType } from '@message-db/client';
import { z } from 'zod';
import { ROLES } from '@/workers/access';
import { time, userId, videoId } from './common';

/**
 * The access of one person to a video. `accessId` is derived from the accepted invitation and the video, or its lesson
 * in a series. So a person may have access several times, and each ends by itself.
 */
const access = z.object({
  videoId,
  ownerId: userId,
  accessId: z.uuid(),
  collaboratorId: userId,
  role: z.enum(ROLES),
});

/** The collaborators of a video. `workers/collaboration` decides what its owner shares. */
export const collaborators = {
  commands: {
    // Sent by the component's own reactions. Without effect for a video of another owner.
    AdmitCollaborator: messageType('AdmitCollaborator', access),
    DismissCollaborator: messageType('DismissCollaborator', access),
  },
  events: {
    CollaboratorAdmitted: messageType('CollaboratorAdmitted', access.extend({ at: time.optional() })),
    /** This access has ended, and does not begin again. The video may never have known it. */
    CollaboratorDismissed: messageType('CollaboratorDismissed', access.extend({ at: time.optional() })),
  },
};
