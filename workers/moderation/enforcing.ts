import { reacts, type Outgoing } from '@message-db/runtime';
import { v5 as uuidFrom } from 'uuid';
import { identity } from '@/workers/identity/contract';
import { videoPublishing } from '@/workers/video-publishing/contract';
import { moderation, type SubjectKind } from './contract';

interface Decided {
  readonly id: string;
  readonly data: {
    readonly subjectId: string;
    readonly subjectKind: SubjectKind;
    readonly decisionId: string;
    readonly decidedAt: string;
  };
}

/** Follows the component's own events: has a video taken down and put back, an account suspended and the suspension lifted. */
export function enforces() {
  return reacts({
    name: 'moderation-enforcement',
    category: moderation.category,
    writes: [videoPublishing.commandCategory, identity.commandCategory],
    read: moderation.readEvent,
    handlers: {
      Restricted: (event) => [enforcementOf(event, 'begin')],
      RestrictionLifted: (event) => [enforcementOf(event, 'end')],
    },
  });
}

/** Returns the command that begins or ends what a restriction does to its subject. Its id is derived from the event. */
function enforcementOf({ id: eventId, data }: Decided, does: 'begin' | 'end'): Outgoing {
  const { subjectId, subjectKind, decisionId, decidedAt } = data;
  const id = { id: uuidFrom('enforce', eventId) };
  if (subjectKind === 'video') {
    const { TakeDownVideo, PutBackVideo } = videoPublishing.commands;
    const decision = { videoId: subjectId, decisionId, decidedAt };
    const message = does === 'begin' ? TakeDownVideo(decision, id) : PutBackVideo(decision, id);
    return { streamName: videoPublishing.commandStream(subjectId), message };
  }
  const { SuspendAccount, LiftSuspension } = identity.commands;
  const decision = { userId: subjectId, decisionId };
  const message = does === 'begin' ? SuspendAccount(decision, id) : LiftSuspension(decision, id);
  return { streamName: identity.commandStream(subjectId), message };
}
