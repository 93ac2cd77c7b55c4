import type { FactOf, Statement } from '@message-db/runtime';
import { captioning, SOURCES, type KeptLine } from '@/workers/captioning/contract';
import { historyOf } from '../history';
import { insertRows, sameCase } from '../statements';
import { bigint, integer, jsonb, oneOf, table, text, timestamptz, uuid, type Table } from '../table';

/** What happened to a track. `written`: more lines of the change before it. */
const KINDS = ['added', 'replaced', 'edited', 'written', 'described', 'removed', 'restored'] as const;

/**
 * The history of captions: what each event did. The lines of a track at a revision follow from the latest row before
 * that adds or replaces all of them, and from those after it.
 * @param videos the table of videos. People who see a video there see the history of its captions.
 */
export function changesTable(videos: Pick<Table, 'name'>) {
  return table(
    'captions_changes',
    {
      /** The global position of the event. */
      position: bigint('NOT NULL'),
      videoId: uuid('NOT NULL'),
      trackId: uuid('NOT NULL'),
      kind: oneOf(KINDS, 'NOT NULL'),
      /** The revision of the track from then on; null unless its lines were added, replaced or edited. */
      revision: integer(),
      /** The earlier revision whose lines were brought back. */
      restores: integer(),
      /** Of the uploaded file. */
      fileName: text(),
      source: oneOf(SOURCES),
      /** The lines that were written, by their ids. */
      lines: jsonb<readonly KeptLine[]>(),
      /** The ids of removed lines. */
      removed: jsonb<readonly number[]>(),
      /** Null: nobody, or not recorded at that time. */
      userId: uuid(),
      at: timestamptz(),
    },
    {
      key: ['position'],
      rule: ({ videoId }) => `${videoId} IN (SELECT video_id FROM view.${videos.name})`,
      indexes: ({ trackId, position }) => [`(${trackId}, ${position})`],
    },
  );
}

type CaptionsEvent = FactOf<typeof captioning>;
type Changes = ReturnType<typeof changesTable>;

interface Change {
  readonly trackId: string;
  readonly kind: (typeof KINDS)[number];
  readonly revision?: number;
  readonly restores?: number;
  readonly fileName?: string;
  readonly source?: (typeof SOURCES)[number];
  readonly lines?: readonly KeptLine[];
  readonly removed?: readonly number[];
  readonly userId?: string;
  readonly at?: string;
}

/** Returns what an event did to a track, or null. */
function changeOf({ type, data }: CaptionsEvent): Change | null {
  switch (type) {
    case 'TrackAdded':
      return { ...data, kind: 'added', revision: 0 };
    case 'LinesReplaced':
      return { ...data, kind: 'replaced' };
    case 'LinesEdited':
      return { ...data, kind: 'edited', lines: data.written };
    case 'LinesWritten':
      return { ...data, kind: 'written' };
    case 'TrackDescribed':
      return { trackId: data.trackId, userId: data.userId, at: data.at, kind: 'described' };
    case 'TrackRemoved':
      return { ...data, kind: 'removed' };
    case 'TrackRestored':
      return { ...data, kind: 'restored' };
    default:
      return null;
  }
}

/** Adds the changes to the history. A closed video loses the history that it has by then. */
export function recordChanges(changes: Changes, events: readonly CaptionsEvent[]): Statement[] {
  const { forget, found } = historyOf(changes, events, 'CaptioningClosed', changeOf);
  const column = <Name extends keyof Change>(name: Name) => found.map(({ change }) => change[name] ?? null);
  return [
    ...forget,
    ...insertRows(
      changes,
      {
        position: found.map(({ event }) => event.globalPosition),
        videoId: found.map(({ event }) => sameCase(event.data.videoId)),
        trackId: found.map(({ change }) => sameCase(change.trackId)),
        kind: found.map(({ change }) => change.kind),
        revision: column('revision'),
        restores: column('restores'),
        fileName: column('fileName'),
        source: column('source'),
        lines: found.map(({ change }) => change.lines ?? []),
        removed: found.map(({ change }) => change.removed ?? []),
        userId: found.map(({ change: { userId } }) => (userId === undefined ? null : sameCase(userId))),
        at: column('at'),
      },
      { ifAbsent: true },
    ),
  ];
}
