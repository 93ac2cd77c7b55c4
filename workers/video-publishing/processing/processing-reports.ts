import { DuplicateMessageError, type EventOf, type Message, type NewMessage } from '@message-db/client';
import { v5 as uuidFrom } from 'uuid';
import type { JobWork } from '@message-db/runtime';
import { videoPublishing } from '../contract';

/** An event that adds jobs for a file. */
export type Cause = Message<string, { videoId: string; uploadId: string }>;

/** Returns the event of a job as what all of them have in common. */
export function causeOf(event: EventOf<typeof videoPublishing>): Cause {
  const { data } = event;
  if (!('uploadId' in data) || data.uploadId === undefined) throw new Error(`${event.type} names no file`);
  const { videoId, uploadId } = data;
  return { ...event, data: { videoId, uploadId } };
}

/** Returns the id of a report. It depends on the cause and the step alone, so a repeated step is reported once. */
function reportId(causeId: string, step: string): string {
  return uuidFrom(step, causeId);
}

/** Sends the result of a step to the component, immediately. */
export type Report = (step: string, make: (options: { id: string }) => NewMessage) => Promise<void>;

/** Makes the function that reports on the work of `cause`. */
export function reporter(cause: Cause, work: Pick<JobWork, 'send'>): Report {
  const streamName = videoPublishing.commandStream(cause.data.videoId);
  const sendTo = sender(work);
  return (step, make) => sendTo(streamName, make({ id: reportId(cause.id, step) }));
}

/** Sends a message at once. An attempt that crashed may have sent it, with other times: the first one counts. */
export type SendTo = (streamName: string, message: NewMessage) => Promise<void>;

/** Makes the function that sends messages of a job. */
export function sender({ send }: Pick<JobWork, 'send'>): SendTo {
  return async (streamName, message) => {
    try {
      await send({ streamName, message });
    } catch (error) {
      if (!(error instanceof DuplicateMessageError)) throw error;
    }
  };
}
