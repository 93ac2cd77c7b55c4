import { messageType } from '@message-db/client';
import { z } from 'zod';
import { ROLES } from '@/workers/access';
import { userId, videoId } from './common';

/**
 * One access of a person to a video. `accessId` is made of the invitation that they accepted and of the video, or of its
 * lesson in a series. So a person may have several, which end one by one.
 */
const access = z.object({
  videoId,
  ownerId: userId,
  accessId: z.uuid(),
  collaboratorId: userId,
  role: z.enum(ROLES),
});

/** Who may work on a video beside its owner. What its owner shares is decided elsewhere (`workers/collaboration`). */
export const collaborators = {
  commands: {
    // Sent by the component's own reactions. Without effect for a video of another owner.
    AdmitCollaborator: messageType('AdmitCollaborator', access),
    DismissCollaborator: messageType('DismissCollaborator', access),
  },
  events: {
    CollaboratorAdmitted: messageType('CollaboratorAdmitted', access),
    /** This access has ended, and does not begin again. The video may never have known it. */
    CollaboratorDismissed: messageType('CollaboratorDismissed', access),
  },
};
