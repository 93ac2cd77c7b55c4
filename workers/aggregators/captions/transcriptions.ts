import type { FactOf, Statement } from '@message-db/runtime';
import type { Chapter } from '@/text/chapters';
import type { Language } from '@/text/languages';
import type { transcribing, TranscriptionProblem } from '@/workers/transcribing/contract';
import { ownedOrShared } from './access';
import { deleteRows, foldRows, upsert } from '../statements';
import { boolean, integer, jsonb, known, oneOf, table, textOf, timestamptz, uuid, type Patch } from '../table';

/** The transcription of each video, for its owner and collaborators. */
export const transcriptions = table(
  'captions_transcriptions',
  {
    videoId: uuid('NOT NULL'),
    ownerId: known(uuid()),
    /** Whether there is a file to transcribe. */
    hasFile: boolean('NOT NULL DEFAULT false'),
    /** Null: it was never requested. */
    status: oneOf(['waiting', 'working', 'made', 'failed']),
    percent: integer('NOT NULL DEFAULT 0'),
    /** Why it failed. */
    problem: textOf<TranscriptionProblem>(),
    /** The language that was recognised. */
    language: textOf<Language>(),
    /** Proposed for the newest file. */
    chapters: jsonb<readonly Chapter[]>("DEFAULT '[]'"),
    changedAt: timestamptz(),
  },
  { key: ['videoId'], rule: ownedOrShared },
);

type TranscribingEvent = FactOf<typeof transcribing>;

const IDLE = { status: null, percent: 0, problem: null } as const;

function patchOf(event: TranscribingEvent): Patch<typeof transcriptions> | 'delete' | null {
  switch (event.type) {
    case 'TranscribingOpened':
      return { ownerId: event.data.ownerId };
    case 'TranscribingClosed':
      return 'delete';
    case 'FileNoted':
      return { ...IDLE, hasFile: true, language: null, chapters: [] };
    case 'TranscriptionRequested':
      return { ...IDLE, status: 'waiting', changedAt: event.data.at };
    case 'TranscriptionProgressed':
      return { status: 'working', percent: Math.floor(event.data.percent) };
    case 'TranscriptionCancelled':
      return IDLE;
    case 'TranscriptionMade': {
      const { language, chapters } = event.data;
      return { ...IDLE, status: 'made', language, chapters };
    }
    case 'TranscriptionFailed': {
      const { reason, language = null } = event.data;
      return { ...IDLE, status: 'failed', problem: reason, language };
    }
    default:
      return null;
  }
}

/** Follows the transcription of each video. Deletes the row of a purged one. */
export function projectTranscriptions(events: readonly TranscribingEvent[]): Statement[] {
  const { deleted, patches } = foldRows(events, ({ data }) => data.videoId, patchOf);
  return [...deleteRows(transcriptions, deleted), ...upsert(transcriptions, patches)];
}

/** Returns whether pages show an event. */
export function isShown(event: TranscribingEvent): boolean {
  return event.type !== 'TranscribingOpened' && patchOf(event) !== null;
}
