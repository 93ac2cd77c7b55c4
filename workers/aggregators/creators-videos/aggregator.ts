import { CATEGORIES } from '@/text/categories';
import type { Chapter } from '@/text/chapters';
import { foldText } from '@/text/fold';
import { LANGUAGES } from '@/text/languages';
import { DEFAULT_LICENCE, LICENCES } from '@/text/licences';
import { eventsOf, type FactOf, type Statement } from '@message-db/runtime';
import { ASKER } from '@/workers/aggregators/rules';
import {
  isOwnWork,
  qualityOf,
  videoPublishing,
  VISIBILITIES,
  type FailureReason,
  type LeftOut,
  type PosterProblem,
} from '@/workers/video-publishing/contract';
import { viewCounting } from '@/workers/view-counting/contract';
import { accessTable, sharedWithAsker } from '../access';
import { posterColumns, posterPatch } from '../poster-columns';
import { addUp, emptied, foldPatches, sameCase, sorted, upsert } from '../statements';
import {
  bigint,
  boolean,
  defineAggregator,
  float8,
  float8Array,
  integer,
  integerArray,
  jsonb,
  jsonbOrNull,
  known,
  oneOf,
  table,
  text,
  textArray,
  textOf,
  timestamptz,
  uuid,
  type Patch,
} from '../table';
import { changedVideoAccess, changeVideoAccess } from '../video-access';
import { attentionByVideo } from './attention';
import { changesTable, posterValue, recordChanges } from './changes';

/** Watch time adds up in whole milliseconds, so that the sum does not depend on the order of adding. */
const attention = {
  views: bigint('NOT NULL DEFAULT 0'),
  watchedMilliseconds: bigint('NOT NULL DEFAULT 0'),
  watchedSeconds: float8('NOT NULL GENERATED ALWAYS AS (watched_milliseconds / 1000.0::float8) STORED'),
};

const access = accessTable('creators_videos_access');

/** Drafts and analytics are visible to the creator, and to collaborators unless the video is in the trash. */
const videos = table(
  'creators_videos',
  {
    videoId: uuid('NOT NULL'),
    ownerId: known(uuid()),
    name: known(text()),
    /** The name for sorting and searching: see `foldText`. */
    nameKey: known(text()),
    /** In Markdown. */
    description: known(text()),
    tags: textArray("NOT NULL DEFAULT '{}'"),
    category: oneOf(CATEGORIES),
    language: oneOf(LANGUAGES),
    licence: oneOf(LICENCES, `NOT NULL DEFAULT '${DEFAULT_LICENCE}'`),
    /** Those that were edited; null if those of the description or of the file count: see `chaptersOf`. */
    editedChapters: jsonbOrNull<readonly Chapter[]>(),
    fileChapters: jsonb<readonly Chapter[]>("DEFAULT '[]'"),
    /** Empty for a duplicate without a file. */
    fileName: known(text()),
    /** Null, as all about its file, for a draft whose file has not arrived. */
    bytes: bigint(),
    uploadId: text(),
    processing: known(oneOf(['no-file', 'waiting', 'running', 'done', 'failed'])),
    publication: known(oneOf(['draft', 'requested', 'published', 'unpublished'])),
    /** Who can watch it, now or as soon as it can play. */
    visibility: oneOf(VISIBILITIES, "NOT NULL DEFAULT 'private'"),
    /** By a moderator: nobody can publish it. */
    isTakenDown: boolean('NOT NULL DEFAULT false'),
    isPlayable: boolean('NOT NULL DEFAULT false'),
    /** The progress of processing, 0 to 100. */
    percent: float8('NOT NULL DEFAULT 0'),
    failureReason: textOf<FailureReason>(),
    /** The error of ffmpeg. */
    failureDetail: text(),
    durationSeconds: float8(),
    width: integer(),
    height: integer(),
    /** The parts of the file that the video lacks. */
    leftOut: jsonb<readonly LeftOut[]>("DEFAULT '[]'"),
    /** A part of the file could not be read. */
    isDamaged: boolean('NOT NULL DEFAULT false'),
    ...posterColumns,
    /** What its creator chose as its poster, as its history has it. Null: the site chose it. */
    posterSource: text(),
    /** The chosen poster that is being made, or why the last one could not be made. */
    pendingPosterId: text(),
    posterFailure: textOf<PosterProblem>(),
    /** The times of the pictures that the site proposes as posters, in seconds. Null until they are made. */
    proposals: float8Array(),
    /** The playable qualities, such as 1080 for 1080p, the lowest first. */
    qualities: integerArray("NOT NULL DEFAULT '{}'"),
    /** When its first file began to upload. Older videos have the time at which it had arrived. */
    draftedAt: known(timestamptz()),
    uploadedAt: timestamptz(),
    publishedAt: timestamptz(),
    /** The time of its scheduled publication, if any. */
    scheduledAt: timestamptz(),
    /** A new file that is being processed beside the current one, or that failed, with its progress or its error. */
    replacementName: text(),
    replacementPercent: float8(),
    replacementFailure: textOf<FailureReason>(),
    replacementDetail: text(),
    /** When it was moved to the trash, and when it will be purged. Null outside of the trash. */
    deletedAt: timestamptz(),
    purgeAt: timestamptz(),
    /**
     * The global position of the last event that its creator caused: a video that was changed later has a higher one.
     */
    changedPosition: known(bigint()),
    ...attention,
  },
  {
    key: ['videoId'],
    rule: ({ videoId, ownerId, deletedAt }) =>
      `${ownerId} = ${ASKER} OR ${deletedAt} IS NULL AND ${sharedWithAsker(access, videoId)}`,
    // One for each order of the list, except by views and watch time: those change all the time, and the rows of one
    // owner are quickly sorted.
    indexes: ({ videoId, ownerId, draftedAt, nameKey, changedPosition, deletedAt }) => [
      `(${ownerId}, ${draftedAt} DESC, ${videoId} DESC) WHERE ${deletedAt} IS NULL`,
      `(${ownerId}, ${nameKey} COLLATE "C", ${videoId}) WHERE ${deletedAt} IS NULL`,
      `(${ownerId}, ${changedPosition} DESC, ${videoId} DESC) WHERE ${deletedAt} IS NULL`,
      `(${ownerId}, ${changedPosition} DESC, ${videoId} DESC) WHERE ${deletedAt} IS NOT NULL`,
    ],
  },
);

const changes = changesTable(videos);

type VideoEvent = FactOf<typeof videoPublishing>;
type VideoPatch = Patch<typeof videos>;

/** The state at the start of processing. */
const WAITING: VideoPatch = {
  processing: 'waiting',
  percent: 0,
  failureReason: null,
  failureDetail: null,
  leftOut: [],
  isDamaged: false,
};

/** Resets all columns about the previous file. */
const NEW_FILE: VideoPatch = {
  ...WAITING,
  isPlayable: false,
  durationSeconds: null,
  fileChapters: [],
  width: null,
  height: null,
  filePosterWidths: null,
  proposals: null,
  qualities: [],
};

/** What a new video is before its creator says anything. */
const NEW_VIDEO: VideoPatch = {
  description: '',
  tags: [],
  licence: DEFAULT_LICENCE,
  publication: 'draft',
  visibility: 'private',
};
const NO_REPLACEMENT: VideoPatch = {
  replacementName: null,
  replacementPercent: null,
  replacementFailure: null,
  replacementDetail: null,
};
const PURGED = emptied(videos, ['views', 'watchedMilliseconds']);

/** Returns the changes of a video by an event, without the qualities, which accumulate. */
export function patchOf(event: VideoEvent): VideoPatch | null {
  const patch = changesBy(event);
  if (!patch || isOwnWork(event.type)) return patch;
  return event.type === 'VideoPurged' ? patch : { ...patch, changedPosition: event.globalPosition };
}

function changesBy(event: VideoEvent): VideoPatch | null {
  switch (event.type) {
    case 'VideoDrafted': {
      const { ownerId, fileName = '', name, draftedAt } = event.data;
      return { ...NEW_FILE, ...NEW_VIDEO, ...named(name), processing: 'no-file', ownerId, fileName, draftedAt };
    }
    case 'VideoUploaded': {
      const { ownerId, uploadId, fileName, bytes, name, uploadedAt } = event.data;
      const file: VideoPatch = { ...NEW_FILE, ownerId, uploadId, fileName, bytes, uploadedAt };
      return name === undefined ? file : { ...file, ...NEW_VIDEO, ...named(name), draftedAt: uploadedAt };
    }
    case 'ProcessingRetried':
      return WAITING;
    case 'VideoProbed': {
      const { durationSeconds, width, height, leftOut = [], chapters = [] } = event.data;
      return { processing: 'running', durationSeconds, width, height, leftOut, fileChapters: chapters };
    }
    case 'DamageFound':
      return { isDamaged: true };
    case 'PosterMade':
      return posterPatch(event);
    case 'StillsMade':
      return { ...posterPatch(event), proposals: event.data.proposals };
    case 'PosterChosen':
      return { pendingPosterId: event.data.posterId, posterFailure: null };
    case 'PosterShown':
      return { ...posterPatch(event), posterSource: posterValue(event.data.source), pendingPosterId: null };
    case 'PosterFailed':
      return { pendingPosterId: null, posterFailure: event.data.reason };
    case 'PosterDropped':
      return { ...posterPatch(event), posterSource: null, pendingPosterId: null, posterFailure: null };
    case 'ProcessingProgressed':
      return { processing: 'running', percent: event.data.percent };
    case 'RenditionReady':
      return { isPlayable: true };
    case 'VideoProcessed':
      return { processing: 'done', percent: 100 };
    case 'VideoPublishingFailed':
      return { processing: 'failed', failureReason: event.data.reason, failureDetail: event.data.detail };
    case 'PublicationRequested':
      return { publication: 'requested', visibility: event.data.visibility ?? 'public', scheduledAt: null };
    case 'VideoPublished':
      return {
        publication: 'published',
        visibility: event.data.visibility ?? 'public',
        publishedAt: event.data.publishedAt,
        scheduledAt: null,
      };
    case 'VideoUnpublished':
      return { publication: 'unpublished', visibility: 'private' };
    case 'PublicationScheduled':
      return { visibility: 'scheduled', scheduledAt: event.data.publishAt };
    case 'ScheduledPublicationCancelled':
      return { visibility: 'private', scheduledAt: null };
    case 'VideoTakenDown':
      return event.data.reason === 'account-deletion' ? null : { isTakenDown: true };
    case 'VideoPutBack':
      return { isTakenDown: event.data.staysDown };
    case 'VideoNamed':
      return named(event.data.name);
    case 'VideoDescribed':
      return { description: event.data.description };
    case 'TagsChosen':
      return { tags: event.data.tags };
    case 'CategoryChosen':
      return { category: event.data.category };
    case 'LicenceChosen':
      return { licence: event.data.licence };
    case 'LanguageChosen':
      return { language: event.data.language };
    case 'ChaptersEdited':
      return { editedChapters: event.data.chapters };
    case 'ReplacementUploaded':
      return { ...NO_REPLACEMENT, replacementName: event.data.fileName, replacementPercent: 0 };
    case 'ReplacementProgressed':
      return { replacementPercent: event.data.percent };
    case 'ReplacementFailed':
      return { replacementFailure: event.data.reason, replacementDetail: event.data.detail };
    case 'ReplacementCancelled':
      return NO_REPLACEMENT;
    case 'FileReplaced': {
      const { uploadId, fileName, bytes, uploadedAt, durationSeconds, width, height, leftOut } = event.data;
      const { isDamaged, posterWidths, renditions } = event.data;
      return {
        ...NO_REPLACEMENT,
        ...{ uploadId, fileName, bytes, uploadedAt, durationSeconds, width, height, leftOut, isDamaged },
        ...{ processing: 'done', percent: 100, failureReason: null, failureDetail: null, isPlayable: true },
        fileChapters: event.data.chapters ?? [],
        filePosterWidths: posterWidths,
        proposals: null,
        qualities: renditions.map(qualityOf).toSorted((one, other) => one - other),
      };
    }
    case 'VideoDeleted':
      return { deletedAt: event.data.deletedAt, purgeAt: event.data.purgeAt };
    case 'VideoRestored':
      return { deletedAt: null, purgeAt: null };
    case 'VideoPurged':
      return PURGED;
    default:
      return null;
  }
}

function named(name: string): VideoPatch {
  return { name, nameKey: foldText(name) };
}

/** Adds the new qualities of each video's current file. A replaced or purged file loses its qualities. */
function addQualities(events: readonly VideoEvent[]): Statement[] {
  let ready: { id: string; quality: number }[] = [];
  for (const { type, data } of events) {
    const videoId = sameCase(data.videoId);
    if (type === 'VideoUploaded' || type === 'FileReplaced' || type === 'VideoPurged')
      ready = ready.filter(({ id }) => id !== videoId);
    if (type === 'RenditionReady') ready.push({ id: videoId, quality: qualityOf(data) });
  }
  if (ready.length === 0) return [];
  const { videoId, qualities } = videos.names;
  return [
    {
      text: `
        UPDATE ${videos.name} AS video
        SET ${qualities} = ARRAY(
          SELECT DISTINCT quality FROM unnest(video.${qualities} || added.qualities) AS quality ORDER BY quality
        )
        FROM (
          SELECT video_id, array_agg(quality) AS qualities
          FROM unnest($1::uuid[], $2::integer[]) AS ready (video_id, quality) GROUP BY video_id
        ) AS added
        WHERE video.${videoId} = added.video_id`,
      values: [ready.map(({ id }) => id), ready.map(({ quality }) => quality)],
    },
  ];
}

/**
 * The studio's view of each creator's videos: processing, details and their history, publication, and the views and watch
 * time in total.
 */
export const creatorsVideos = defineAggregator({
  name: 'creators-videos',
  version: 18,
  tables: [videos, changes, access],
  projections: [
    eventsOf(
      videoPublishing,
      (events) => [
        ...upsert(
          videos,
          foldPatches(events, ({ data }) => data.videoId, patchOf),
        ),
        ...addQualities(events),
        ...recordChanges(changes, events),
        ...changeVideoAccess(access, events),
      ],
      // Most events name the video and not its owner. So a studio page follows `video:<id>` of each video that it
      // shows, and `creator:<id>` for those that it does not show yet.
      (events) => [
        ...events
          .filter((event) => patchOf(event))
          .flatMap(({ data }) => [
            `video:${sameCase(data.videoId)}`,
            ...('ownerId' in data && data.ownerId !== undefined ? [`creator:${sameCase(data.ownerId)}`] : []),
          ]),
        ...changedVideoAccess(events),
      ],
    ),
    eventsOf(
      viewCounting,
      (events) => {
        const ofVideos = sorted(attentionByVideo(events));
        return addUp(videos, {
          videoId: ofVideos.map(([videoId]) => videoId),
          views: ofVideos.map(([, { views }]) => views),
          watchedMilliseconds: ofVideos.map(([, { watchedMilliseconds }]) => watchedMilliseconds),
        });
      },
      (events) => [...attentionByVideo(events).keys()].map((videoId) => `video:${videoId}`),
    ),
  ],
});
