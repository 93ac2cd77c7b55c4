import { v5 as uuidFrom } from 'uuid';
import { decides, reacts, REMOVED_JOB_ENDS_MS, schedules, setTimer, type Component } from '@message-db/runtime';
import type { Environment } from '@/environment';
import { openStorage } from '@/storage/open';
import type { Storage } from '@/storage/storage';
import { captioning } from '@/workers/captioning/contract';
import { videoPublishing } from '@/workers/video-publishing/contract';
import { transcribing } from './contract';
import { transcribes } from './jobs';
import { workName } from './transcribe';
import { transcriptionDecider } from './transcription';

/**
 * A file that was ready longer ago is transcribed only on request. Otherwise a site that gets a model would transcribe
 * everything it has.
 */
const NEW_MS = 24 * 3600_000;

/**
 * Makes captions by speech recognition, as jobs, where the site has a model.
 * @param program of this worker, which also runs the native code, in a separate process.
 */
export function makeTranscribing(environment: Environment, program = process.argv[1] ?? ''): Component {
  const storage = openStorage(environment, 'worker');
  return {
    name: 'transcribing',
    subscriptions: [
      decides(transcribing, transcriptionDecider),
      followsVideos(environment.WHISPER_MODEL !== undefined),
      followsCaptions(),
      transcribes({ environment, storage, program }),
      keepsTime(),
      deletesWork(storage),
    ],
  };
}

const { commands } = transcribing;

function sent(videoId: string, message: ReturnType<(typeof commands)[keyof typeof commands]>) {
  return [{ streamName: transcribing.commandStream(videoId), message }];
}

function opens({ id, data: { videoId, ownerId } }: { id: string; data: { videoId: string; ownerId: string } }) {
  return sent(videoId, commands.OpenTranscribing({ videoId, ownerId }, { id: uuidFrom('OpenTranscribing', id) }));
}

/** Follows videos: their owner and collaborators, current file, language, trash and purge. */
function followsVideos(hasModel: boolean) {
  const ready = (event: { id: string; time: Date; data: { videoId: string; uploadId: string } }) => {
    const { id, time } = event;
    const { videoId, uploadId } = event.data;
    const isWanted = hasModel && time.getTime() > Date.now() - NEW_MS;
    const file = { videoId, uploadId, requestId: uuidFrom('request', id), isWanted, at: time.toISOString() };
    return sent(videoId, commands.NoteFile(file, { id: uuidFrom('NoteFile', id) }));
  };
  return reacts({
    name: 'transcribing-videos',
    category: videoPublishing.category,
    writes: [transcribing.commandCategory],
    read: videoPublishing.readEvent,
    handlers: {
      VideoDrafted: opens,
      VideoUploaded: opens,
      VideoProcessed: ready,
      FileReplaced: ready,
      LanguageChosen: ({ id, data: { videoId, language } }) =>
        sent(videoId, commands.NoteLanguage({ videoId, language }, { id: uuidFrom('NoteLanguage', id) })),
      CollaboratorAdmitted({ id, data }) {
        const messageId = uuidFrom('AdmitTranscribingCollaborator', id);
        return sent(data.videoId, commands.AdmitTranscribingCollaborator(data, { id: messageId }));
      },
      CollaboratorDismissed({ id, data }) {
        const messageId = uuidFrom('DismissTranscribingCollaborator', id);
        return sent(data.videoId, commands.DismissTranscribingCollaborator(data, { id: messageId }));
      },
      VideoDeleted: ({ id, data: { videoId } }) =>
        sent(videoId, commands.PauseTranscribing({ videoId }, { id: uuidFrom('PauseTranscribing', id) })),
      VideoRestored({ id, data: { videoId, restoredAt } }) {
        const resumed = { videoId, requestId: uuidFrom('request', id), at: restoredAt };
        return sent(videoId, commands.ResumeTranscribing(resumed, { id: uuidFrom('ResumeTranscribing', id) }));
      },
      VideoPurged: ({ id, data: { videoId } }) =>
        sent(videoId, commands.CloseTranscribing({ videoId }, { id: uuidFrom('CloseTranscribing', id) })),
    },
  });
}

/** Follows captions: the languages of a video's tracks, and who made them. */
function followsCaptions() {
  type Noted = Omit<Parameters<typeof commands.NoteTrack>[0], 'videoId' | 'trackId'>;
  const note = ({ id, data }: { id: string; data: { videoId: string; trackId: string } }, noted: Noted) => {
    const { videoId, trackId } = data;
    return sent(videoId, commands.NoteTrack({ videoId, trackId, ...noted }, { id: uuidFrom('NoteTrack', id) }));
  };
  return reacts({
    name: 'transcribing-captions',
    category: captioning.category,
    writes: [transcribing.commandCategory],
    read: captioning.readEvent,
    handlers: {
      // This subscription may be ahead of the one that follows videos.
      CaptioningOpened: opens,
      TrackAdded: (event) =>
        note(event, { language: event.data.language, isAutomatic: event.data.source === 'automatic' }),
      TrackDescribed: (event) => note(event, { language: event.data.language }),
      LinesReplaced: (event) => note(event, { isAutomatic: event.data.source === 'automatic' }),
      LinesEdited: (event) => (event.data.source === undefined ? [] : note(event, { isAutomatic: false })),
      TrackRemoved: (event) => note(event, { isRemoved: true }),
      TrackRestored: (event) => note(event, { isRemoved: false }),
    },
  });
}

/** Sets a timer to delete what a stopped job stores late, when its file may be deleted already. */
function keepsTime() {
  function drop({ time, data: { videoId } }: { time: Date; data: { videoId: string } }) {
    const at = new Date(time.getTime() + REMOVED_JOB_ENDS_MS).toISOString();
    const message = commands.DropLeftovers({ videoId });
    return setTimer('leftovers', { at, streamName: transcribing.commandStream(videoId), message });
  }
  return schedules({
    name: 'transcribing-timers',
    follows: transcribing,
    sends: transcribing,
    timers: { TranscriptionCancelled: drop, TranscribingClosed: drop },
  });
}

/**
 * Deletes the stored work of a transcription once its end is decided. Until then, a job that failed late can resume.
 */
function deletesWork(storage: Storage) {
  async function deleteWork(videoId: string, kept: string | null = null) {
    const media = `media/${videoId}`;
    for (const uploadId of await storage.names(media))
      if (uploadId !== kept) await storage.delete(workName(`${media}/${uploadId}`));
    return [];
  }
  return reacts({
    name: 'transcribing-files',
    category: transcribing.category,
    writes: [],
    read: transcribing.readEvent,
    handlers: {
      TranscriptionMade: ({ data }) => deleteWork(data.videoId),
      TranscriptionFailed: ({ data }) => deleteWork(data.videoId),
      LeftoversDropped: ({ data }) => deleteWork(data.videoId, data.uploadId),
    },
  });
}
