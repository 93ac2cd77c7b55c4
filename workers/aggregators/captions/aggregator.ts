import { eventsOf, type FactOf, type Statement } from '@message-db/runtime';
import { LANGUAGES } from '@/text/languages';
import { hasCome } from '@/workers/aggregators/published';
import { ADDRESSED_VIDEO } from '@/workers/aggregators/rules';
import { captioning, SOURCES, type KeptLine } from '@/workers/captioning/contract';
import { transcribing } from '@/workers/transcribing/contract';
import { videoPublishing } from '@/workers/video-publishing/contract';
import { emptied, foldPatches, sameCase, sorted, upsert } from '../statements';
import { boolean, defineAggregator, integer, known, oneOf, table, text, timestamptz, uuid, type Patch } from '../table';
import type { Topic } from '../topics';
import { changedVideoAccess, changeVideoAccess } from '../video-access';
import { access, ownedOrShared } from './access';
import { changesTable, recordChanges } from './changes';
import { isShown, projectTranscriptions, transcriptions } from './transcriptions';

/** Who may see the captions of a video: those who may see the video, as events of other categories say. */
const visibility = {
  ownerId: known(uuid()),
  /** Since when the video is published; null unless it is. */
  publicFrom: timestamptz(),
  /** Published, but not listed: anyone with the video's address sees its captions. */
  isUnlisted: boolean('NOT NULL DEFAULT false'),
};

/**
 * As in `videos`: visible to the owner and collaborators, and once published to everybody, or if unlisted by address.
 */
function visibleWithVideo(names: { videoId: string; ownerId: string; publicFrom: string; isUnlisted: string }): string {
  const { videoId, ownerId, publicFrom, isUnlisted } = names;
  const isOpen = `(NOT ${isUnlisted} OR ${videoId} = ${ADDRESSED_VIDEO})`;
  return `${hasCome(publicFrom)} AND ${isOpen} OR ${ownedOrShared({ videoId, ownerId })}`;
}

const videos = table(
  'captions_videos',
  { videoId: uuid('NOT NULL'), ...visibility },
  { key: ['videoId'], rule: ownedOrShared },
);

const history = changesTable(videos);

const tracks = table(
  'captions_tracks',
  {
    trackId: uuid('NOT NULL'),
    videoId: known(uuid()),
    source: known(oneOf(SOURCES)),
    language: known(oneOf(LANGUAGES)),
    /** Empty: the name of the language is shown. */
    label: known(text()),
    /** Of the uploaded file. */
    fileName: text(),
    lineCount: known(integer()),
    /** How often its lines were changed. */
    revision: known(integer()),
    addedAt: known(timestamptz()),
    changedAt: known(timestamptz()),
    /** Null unless the creator has removed it. Then only the creator sees it, and can restore it. */
    removedAt: timestamptz(),
    ...visibility,
  },
  { key: ['trackId'], rule: visibleWithVideo, indexes: ({ videoId }) => [`(${videoId})`] },
);

const lines = table(
  'captions_lines',
  {
    videoId: uuid('NOT NULL'),
    trackId: uuid('NOT NULL'),
    lineId: integer('NOT NULL'),
    /** In milliseconds from the beginning of the video. */
    startMs: integer('NOT NULL'),
    endMs: integer('NOT NULL'),
    text: text('NOT NULL'),
    ...visibility,
  },
  // The key finds all lines of a video or of a track, which are sorted by time when they are read.
  { key: ['videoId', 'trackId', 'lineId'], rule: visibleWithVideo },
);

type CaptionsEvent = FactOf<typeof captioning>;
type VideoEvent = FactOf<typeof videoPublishing>;
type TrackEvent = Extract<CaptionsEvent, { type: `Track${string}` | 'LinesReplaced' | 'LinesEdited' }>;
type NoContent = 'CaptionsRejected' | 'LengthRecorded' | `CaptionsCollaborator${string}`;
type ContentEvent = Exclude<CaptionsEvent, { type: NoContent }>;

/** The collaborators and the length of a video are in its own events. */
const isContent = (event: CaptionsEvent): event is ContentEvent =>
  event.type !== 'CaptionsRejected' &&
  event.type !== 'LengthRecorded' &&
  !event.type.startsWith('CaptionsCollaborator');

function trackPatchOf(event: TrackEvent): Patch<typeof tracks> {
  switch (event.type) {
    case 'TrackAdded': {
      const { videoId, source, language, label, lineCount, fileName = null, at } = event.data;
      const about = { videoId, source, language, label, lineCount, fileName };
      return { ...about, revision: 0, addedAt: at, changedAt: at, removedAt: null };
    }
    case 'TrackDescribed': {
      const { language, label, at } = event.data;
      return { language, label, changedAt: at };
    }
    case 'LinesReplaced': {
      const { lineCount, revision, fileName = null, source = 'upload', at } = event.data;
      return { source, lineCount, revision, fileName, changedAt: at };
    }
    case 'LinesEdited': {
      const { lineCount, revision, source, at } = event.data;
      return { ...(source !== undefined && { source }), lineCount, revision, changedAt: at };
    }
    case 'TrackRemoved':
      return { removedAt: event.data.at };
    case 'TrackRestored':
      return { removedAt: null };
  }
}

/** What a batch of events does to the lines of a track. */
interface LineChanges {
  readonly videoId: string;
  /** Earlier lines are gone. */
  isCleared: boolean;
  /** Null: removed. */
  readonly lines: Map<number, KeptLine | null>;
}

/** What a batch of events does, in order. A closed video loses what it had; what follows starts empty. */
function foldTracks(events: readonly ContentEvent[]) {
  const closed = new Set<string>();
  const patches = new Map<string, Patch<typeof tracks>>();
  const changes = new Map<string, LineChanges>();
  for (const event of events) {
    const videoId = sameCase(event.data.videoId);
    if (event.type === 'CaptioningOpened') continue;
    if (event.type === 'CaptioningClosed') {
      closed.add(videoId);
      for (const [trackId, change] of changes) if (change.videoId === videoId) changes.delete(trackId);
      for (const [trackId, patch] of patches) if (patch.videoId === videoId) patches.delete(trackId);
      continue;
    }
    const trackId = sameCase(event.data.trackId);
    const own = changes.get(trackId) ?? { videoId, isCleared: false, lines: new Map<number, KeptLine | null>() };
    changes.set(trackId, own);
    if (event.type !== 'LinesWritten')
      patches.set(trackId, { ...patches.get(trackId), ...trackPatchOf(event), videoId });
    if (event.type === 'LinesReplaced') {
      own.isCleared = true;
      own.lines.clear();
    } else if (event.type === 'LinesWritten') {
      for (const line of event.data.lines) own.lines.set(line.lineId, line);
    } else if (event.type === 'LinesEdited') {
      for (const lineId of event.data.removed) own.lines.set(lineId, null);
      for (const line of event.data.written) own.lines.set(line.lineId, line);
    }
  }
  return { closed: [...closed].sort(), patches, changes: sorted(changes) };
}

/** What the other category writes stays: it empties that itself. */
const CLOSED = emptied(videos, ['publicFrom', 'isUnlisted']);

/** Who owns a video. Of a purged one, nothing says it any more. */
function ownerOf(event: CaptionsEvent): Patch<typeof videos> | null {
  switch (event.type) {
    case 'CaptioningOpened':
      return { ownerId: event.data.ownerId };
    case 'CaptioningClosed':
      return CLOSED;
    default:
      return null;
  }
}

function projectCaptions(all: readonly CaptionsEvent[]): Statement[] {
  const events = all.filter(isContent);
  const videoIds = videosOf(events);
  if (videoIds.length === 0) return [];
  const { closed, patches, changes } = foldTracks(events);
  return [
    lockVideos(videoIds),
    ...upsert(
      videos,
      foldPatches(events, ({ data }) => data.videoId, ownerOf),
    ),
    ...deleteVideos(closed),
    ...upsert(tracks, patches),
    ...writeLines(changes),
    ...recordChanges(history, events),
    ...followVideos(videoIds),
  ];
}

/**
 * Holds the rows of videos until the transaction ends, so that one category at a time changes the captions of a video:
 * new lines get the visibility of the video, and a new visibility reaches all lines.
 */
function lockVideos(videoIds: readonly string[]): Statement {
  const { videoId } = videos.names;
  return {
    text: `
      INSERT INTO ${videos.name} (${videoId}) SELECT unnest($1::uuid[])
      ON CONFLICT (${videoId}) DO UPDATE SET ${videoId} = excluded.${videoId}`,
    values: [videoIds],
  };
}

function deleteVideos(closed: readonly string[]): Statement[] {
  if (closed.length === 0) return [];
  return [
    { text: `DELETE FROM ${tracks.name} WHERE ${tracks.names.videoId} = ANY($1::uuid[])`, values: [closed] },
    { text: `DELETE FROM ${lines.name} WHERE ${lines.names.videoId} = ANY($1::uuid[])`, values: [closed] },
  ];
}

function writeLines(changes: readonly [trackId: string, change: LineChanges][]): Statement[] {
  const { videoId, trackId, lineId, startMs, endMs, text: words } = lines.names;
  const cleared = changes.filter(([, { isCleared }]) => isCleared);
  const every = changes.flatMap(([track, change]) =>
    [...change.lines].map(([id, line]) => ({ video: change.videoId, track, id, line })),
  );
  const removed = every.filter(({ line }) => line === null);
  const written = every.flatMap(({ video, track, line }) => (line ? [{ video, track, ...line }] : []));
  const statements: Statement[] = [];
  if (cleared.length > 0)
    statements.push({
      text: `
        DELETE FROM ${lines.name} USING unnest($1::uuid[], $2::uuid[]) AS cleared (video_id, track_id)
        WHERE ${lines.name}.${videoId} = cleared.video_id AND ${lines.name}.${trackId} = cleared.track_id`,
      values: [cleared.map(([, change]) => change.videoId), cleared.map(([track]) => track)],
    });
  if (removed.length > 0)
    statements.push({
      text: `
        DELETE FROM ${lines.name} USING unnest($1::uuid[], $2::uuid[], $3::int[]) AS removed (video_id, track_id, line_id)
        WHERE ${lines.name}.${videoId} = removed.video_id AND ${lines.name}.${trackId} = removed.track_id
          AND ${lines.name}.${lineId} = removed.line_id`,
      values: [removed.map(({ video }) => video), removed.map(({ track }) => track), removed.map(({ id }) => id)],
    });
  if (written.length > 0)
    statements.push({
      text: `
        INSERT INTO ${lines.name} (${[videoId, trackId, lineId, startMs, endMs, words].join(', ')})
        SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::int[], $4::int[], $5::int[], $6::text[])
        ON CONFLICT (${[videoId, trackId, lineId].join(', ')})
        DO UPDATE SET ${[startMs, endMs, words].map((column) => `${column} = excluded.${column}`).join(', ')}`,
      values: [
        ...[written.map(({ video }) => video), written.map(({ track }) => track), written.map((line) => line.lineId)],
        ...[written.map(({ start }) => start), written.map(({ end }) => end), written.map((line) => line.text)],
      ],
    });
  return statements;
}

/** Gives the tracks and lines of these videos the owner and the visibility of their video. */
function followVideos(videoIds: readonly string[]): Statement[] {
  if (videoIds.length === 0) return [];
  const { videoId, ownerId, publicFrom, isUnlisted } = videos.names;
  const columns = [ownerId, publicFrom, isUnlisted];
  const set = (from: string, isRemoved: string) => {
    const values = [`${from}.${ownerId}`, `CASE WHEN ${isRemoved} THEN NULL ELSE ${from}.${publicFrom} END`];
    return [...values, `${from}.${isUnlisted}`].join(', ');
  };
  const changed = (part: string, values: string) =>
    `(${columns.map((column) => `${part}.${column}`).join(', ')}) IS DISTINCT FROM (${values})`;
  const removed = tracks.names.removedAt;
  const ofTrack = set('video', `track.${removed} IS NOT NULL`);
  return [
    {
      text: `
        UPDATE ${tracks.name} AS track SET (${columns.join(', ')}) = ROW (${ofTrack})
        FROM ${videos.name} AS video
        WHERE video.${videoId} = ANY($1::uuid[]) AND track.${tracks.names.videoId} = video.${videoId}
          AND ${changed('track', ofTrack)}`,
      values: [videoIds],
    },
    {
      text: `
        UPDATE ${lines.name} AS line SET (${columns.join(', ')}) = ROW (${ofTrack})
        FROM ${videos.name} AS video, ${tracks.name} AS track
        WHERE video.${videoId} = ANY($1::uuid[]) AND track.${tracks.names.videoId} = video.${videoId}
          AND line.${lines.names.videoId} = video.${videoId} AND line.${lines.names.trackId} = track.${tracks.names.trackId}
          AND ${changed('line', ofTrack)}`,
      values: [videoIds],
    },
  ];
}

const HIDDEN: Patch<typeof videos> = { publicFrom: null, isUnlisted: false };

function visibilityOf(event: VideoEvent): Patch<typeof videos> | null {
  switch (event.type) {
    case 'VideoPublished':
      return { publicFrom: event.data.publishedAt, isUnlisted: event.data.visibility === 'unlisted' };
    case 'VideoUnpublished':
    case 'VideoPurged':
      return HIDDEN;
    default:
      return null;
  }
}

function projectVideos(events: readonly VideoEvent[]): Statement[] {
  const patches = foldPatches(events, ({ data }) => data.videoId, visibilityOf);
  return [
    ...changeVideoAccess(access, events),
    ...(patches.size === 0 ? [] : [...upsert(videos, patches), ...followVideos([...patches.keys()].sort())]),
  ];
}

function videosOf(events: readonly { readonly data: { readonly videoId: string } }[]): string[] {
  return [...new Set(events.map(({ data }) => sameCase(data.videoId)))].sort();
}

function topicsOf(events: readonly { readonly data: { readonly videoId: string } }[]): Topic[] {
  return videosOf(events).map((videoId) => `video:${videoId}` as const);
}

/** The captions of each video: its tracks with their lines as rows, and the state of its transcription. */
export const captions = defineAggregator({
  name: 'captions',
  version: 4,
  tables: [videos, tracks, lines, history, transcriptions, access],
  projections: [
    eventsOf(captioning, projectCaptions, (events) =>
      topicsOf(events.filter((event) => isContent(event) && event.type !== 'CaptioningOpened')),
    ),
    eventsOf(transcribing, projectTranscriptions, (events) => topicsOf(events.filter(isShown))),
    eventsOf(videoPublishing, projectVideos, (events) => [
      ...topicsOf(events.filter(visibilityOf)),
      ...changedVideoAccess(events),
    ]),
  ],
});
