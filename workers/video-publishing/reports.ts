import { DuplicateMessageError, type EventOf, type Message, type NewMessage } from '@message-db/client';
import { v5 as uuidFrom } from 'uuid';
import type { Reaction } from '@/workers/runtime/src/reacting/reacts';
import { videoPublishing } from './contract';

/** What makes us process a file. */
export type Cause = Extract<EventOf<typeof videoPublishing>, Message<'VideoUploaded' | 'ProcessingRetried', any>>;

/** The id of a report: the same whenever the same step follows from the same cause, so that it counts once. */
function reportId(causeId: string, step: string): string {
  return uuidFrom(step, causeId);
}

/** Tells the component at once what a step led to. */
export type Report = (step: string, make: (options: { id: string }) => NewMessage) => Promise<void>;

/** Reports on the work that `cause` began. */
export function reporter(cause: Cause, reaction: Reaction): Report {
  const streamName = videoPublishing.commandStream(cause.data.videoId);
  return async (step, make) => {
    try {
      await reaction.send({ streamName, message: make({ id: reportId(cause.id, step) }) });
    } catch (error) {
      // An attempt that crashed has reported this step, with its own times. Its report stands.
      if (!(error instanceof DuplicateMessageError)) throw error;
    }
  };
}
