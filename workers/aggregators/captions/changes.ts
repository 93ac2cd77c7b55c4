import type { FactOf, Statement } from '@message-db/runtime';
import { captioning, SOURCES, type KeptLine } from '@/workers/captioning/contract';
import { insertRows, sameCase, sorted } from '../statements';
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
  const closed = new Map<string, number>();
  for (const { type, data, globalPosition } of events) {
    if (type === 'CaptioningClosed') closed.set(sameCase(data.videoId), globalPosition);
  }
  const rows = events.flatMap((event) => {
    const change = changeOf(event);
    const videoId = sameCase(event.data.videoId);
    const isGone = event.globalPosition < (closed.get(videoId) ?? 0);
    return change && !isGone ? [{ ...change, videoId, position: event.globalPosition }] : [];
  });
  const column = <Name extends keyof Change>(name: Name) => rows.map((row) => row[name] ?? null);
  return [
    ...forget(changes, closed),
    ...insertRows(
      changes,
      {
        position: rows.map(({ position }) => position),
        videoId: rows.map(({ videoId }) => videoId),
        trackId: rows.map(({ trackId }) => sameCase(trackId)),
        kind: rows.map(({ kind }) => kind),
        revision: column('revision'),
        restores: column('restores'),
        fileName: column('fileName'),
        source: column('source'),
        lines: rows.map(({ lines }) => lines ?? []),
        removed: rows.map(({ removed }) => removed ?? []),
        userId: rows.map(({ userId }) => (userId === undefined ? null : sameCase(userId))),
        at: column('at'),
      },
      { ifAbsent: true },
    ),
  ];
}

function forget({ name, names }: Changes, closed: ReadonlyMap<string, number>): Statement[] {
  if (closed.size === 0) return [];
  const rows = sorted(closed);
  return [
    {
      text: `
        DELETE FROM ${name} AS change USING unnest($1::uuid[], $2::bigint[]) AS closed (video_id, position)
        WHERE change.${names.videoId} = closed.video_id AND change.${names.position} < closed.position`,
      values: [rows.map(([id]) => id), rows.map(([, at]) => at)],
    },
  ];
}
