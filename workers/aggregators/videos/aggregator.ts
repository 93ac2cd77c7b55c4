import { CATEGORIES } from '@/text/categories';
import type { Chapter } from '@/text/chapters';
import { LANGUAGES } from '@/text/languages';
import { DEFAULT_LICENCE, LICENCES } from '@/text/licences';
import { identity } from '@/workers/identity/contract';
import { personalEventsOf } from '@/workers/aggregators/personal-events';
import { eventsOf, type FactOf, type Statement } from '@message-db/runtime';
import { ADDRESSED_VIDEO, ASKER, BY_MODERATOR } from '@/workers/aggregators/rules';
import { videoPublishing } from '@/workers/video-publishing/contract';
import { viewCounting } from '@/workers/view-counting/contract';
import { accessTable, sharedWithAsker } from '../access';
import { creatorsTable, nameCreators, namedCreators } from '../creators';
import { posterColumns, posterPatch } from '../poster-columns';
import { published } from '../published';
import { emptied, foldPatches, sameCase, sorted, upsert } from '../statements';
import {
  bigint,
  boolean,
  defineAggregator,
  float8,
  integer,
  jsonb,
  jsonbOrNull,
  known,
  oneOf,
  table,
  text,
  textArray,
  timestamptz,
  uuid,
  type Patch,
} from '../table';
import type { Topic } from '../topics';
import { changedVideoAccess, changeVideoAccess } from '../video-access';
import { addViews, viewsByVideo } from '../view-counts';

/** A quality that can play. */
interface Rendition {
  readonly height: number;
  readonly width: number;
  readonly bitsPerSecond: number;
}

const access = accessTable('videos_access');

const videoTable = table(
  'videos',
  {
    videoId: uuid('NOT NULL'),
    ownerId: known(uuid()),
    name: known(text()),
    /** In Markdown. */
    description: known(text()),
    tags: textArray("NOT NULL DEFAULT '{}'"),
    category: oneOf(CATEGORIES),
    language: oneOf(LANGUAGES),
    licence: oneOf(LICENCES, `NOT NULL DEFAULT '${DEFAULT_LICENCE}'`),
    /** Those that were edited; null if those of the description or of the file count: see `chaptersOf`. */
    editedChapters: jsonbOrNull<readonly Chapter[]>(),
    fileChapters: jsonb<readonly Chapter[]>("DEFAULT '[]'"),
    uploadId: known(text()),
    /** The file that the current one has replaced: somebody may still be watching it. */
    previousUploadId: text(),
    isPublished: boolean('NOT NULL DEFAULT false'),
    publishedAt: timestamptz(),
    /** Published, but not listed: anyone with the address can watch it. */
    isUnlisted: boolean('NOT NULL DEFAULT false'),
    /** By a moderator: it is not published. */
    isTakenDown: boolean('NOT NULL DEFAULT false'),
    /** It was published when it was taken down, so moderators can watch it. */
    isOpenToModerators: boolean('NOT NULL DEFAULT false'),
    isPlayable: boolean('NOT NULL DEFAULT false'),
    durationSeconds: float8(),
    width: integer(),
    height: integer(),
    ...posterColumns,
    /** Small pictures of the whole film, for seeking. */
    hasStoryboard: boolean('NOT NULL DEFAULT false'),
    /** By height, the lowest first. */
    renditions: jsonb<readonly Rendition[]>("DEFAULT '[]'"),
    views: bigint('NOT NULL DEFAULT 0'),
  },
  {
    key: ['videoId'],
    // A video is visible to its owner and collaborators, to moderators if it was published when they took it
    // down, and to everybody once it is published. No query finds unlisted ones of others: a page has to name the one that its address names.
    rule: (names) =>
      `${published(names)} AND (NOT ${names.isUnlisted} OR ${names.videoId} = ${ADDRESSED_VIDEO}) OR ${names.ownerId} = ${ASKER} OR ${sharedWithAsker(access, names.videoId)} OR ${names.isOpenToModerators} AND ${BY_MODERATOR}`,
    indexes: ({ videoId, ownerId, isPublished, publishedAt }) => [
      `(${publishedAt} DESC, ${videoId}) WHERE ${isPublished}`,
      `(${ownerId}, ${publishedAt} DESC, ${videoId}) WHERE ${isPublished}`,
    ],
  },
);

const creators = creatorsTable('videos_creators');

type VideoEvent = FactOf<typeof videoPublishing>;
type VideoPatch = Patch<typeof videoTable>;

/** Resets all columns about the previous file. */
const NEW_FILE: VideoPatch = {
  isPlayable: false,
  durationSeconds: null,
  fileChapters: [],
  width: null,
  height: null,
  filePosterWidths: null,
  hasStoryboard: false,
  renditions: [],
};

/** What a new video is before its creator says anything. */
const NEW_VIDEO: VideoPatch = {
  description: '',
  tags: [],
  licence: DEFAULT_LICENCE,
  isPublished: false,
  isUnlisted: false,
};
const PURGED = emptied(videoTable, ['views']);

/** Returns the changes of a video by an event, without the renditions, which accumulate. */
function patchOf(event: VideoEvent): VideoPatch | null {
  switch (event.type) {
    case 'VideoDrafted': {
      const { ownerId, name } = event.data;
      return { ...NEW_FILE, ...NEW_VIDEO, ownerId, name };
    }
    case 'VideoUploaded': {
      const { ownerId, uploadId, name } = event.data;
      const file: VideoPatch = { ...NEW_FILE, ownerId, uploadId };
      return name === undefined ? file : { ...file, ...NEW_VIDEO, name };
    }
    case 'VideoProbed': {
      const { durationSeconds, width, height, chapters = [] } = event.data;
      return { durationSeconds, width, height, fileChapters: chapters };
    }
    case 'PosterMade':
    case 'PosterShown':
    case 'PosterDropped':
      return posterPatch(event);
    case 'StillsMade':
      return { ...posterPatch(event), hasStoryboard: event.data.hasStoryboard };
    case 'RenditionReady':
      return { isPlayable: true };
    case 'VideoPublished':
      return {
        isPublished: true,
        publishedAt: event.data.publishedAt,
        isUnlisted: event.data.visibility === 'unlisted',
      };
    case 'VideoUnpublished':
      return { isPublished: false };
    case 'VideoTakenDown':
      // While its owner's account is going to be deleted it is private, and nothing more.
      return event.data.reason === 'account-deletion'
        ? null
        : { isTakenDown: true, isOpenToModerators: event.data.wasPublished };
    case 'VideoPutBack':
      return event.data.staysDown ? null : { isTakenDown: false, isOpenToModerators: false };
    case 'VideoDeleted':
      return { isOpenToModerators: false };
    case 'VideoNamed':
      return { name: event.data.name };
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
    case 'FileReplaced': {
      const { uploadId, replacedUploadId, durationSeconds, width, height, posterWidths, renditions } = event.data;
      return {
        ...{ uploadId, previousUploadId: replacedUploadId, isPlayable: true, durationSeconds, width, height },
        fileChapters: event.data.chapters ?? [],
        filePosterWidths: posterWidths,
        hasStoryboard: false,
        renditions: renditions.toSorted((one, other) => one.height - other.height),
      };
    }
    case 'ReplacedFileDropped':
      return { previousUploadId: null };
    case 'VideoPurged':
      return PURGED;
    default:
      return null;
  }
}

/** The events after which a video has other renditions, or none. */
const NEW_RENDITIONS = new Set<VideoEvent['type']>(['VideoUploaded', 'FileReplaced', 'VideoPurged']);

/** Adds the new renditions of each video's current file. A replaced or purged file loses its renditions. */
function addRenditions(events: readonly VideoEvent[]): Statement[] {
  const added = new Map<string, Rendition[]>();
  for (const event of events) {
    const id = sameCase(event.data.videoId);
    if (NEW_RENDITIONS.has(event.type)) added.delete(id);
    if (event.type !== 'RenditionReady') continue;
    const { height, width, bitsPerSecond } = event.data;
    added.set(id, [...(added.get(id) ?? []), { height, width, bitsPerSecond }]);
  }
  if (added.size === 0) return [];
  const rows = sorted(added);
  const { videoId, renditions } = videoTable.names;
  const height = `rendition->'${'height' satisfies keyof Rendition}'`;
  return [
    {
      // A rendition that a retry made again replaces the one of its height.
      text: `
        UPDATE ${videoTable.name} AS video SET ${renditions} = (
          SELECT jsonb_agg(rendition ORDER BY ${height})
          FROM (
            SELECT DISTINCT ON (${height}) rendition
            FROM jsonb_array_elements(video.${renditions} || added.renditions::jsonb) WITH ORDINALITY AS every (rendition, ordinal)
            ORDER BY ${height}, ordinal DESC
          ) AS newest
        )
        FROM unnest($1::uuid[], $2::text[]) AS added (video_id, renditions)
        WHERE video.${videoId} = added.video_id`,
      values: [rows.map(([id]) => id), rows.map(([, ofVideo]) => JSON.stringify(ofVideo))],
    },
  ];
}

/** The events after which other videos may be public. Of a draft, they change no list, but events do not show that. */
const CHANGES_LISTS = new Set<VideoEvent['type']>([
  'VideoUploaded',
  'RenditionReady',
  'FileReplaced',
  'VideoPublished',
  'VideoUnpublished',
]);

function topicsOf(events: readonly VideoEvent[]): Topic[] {
  const ofVideos = events.filter(patchOf).map(({ data }) => `video:${sameCase(data.videoId)}` as const);
  const opened = events.flatMap(({ type, data }) =>
    type === 'VideoPublished' ? [`publication:${sameCase(data.videoId)}` as const] : [],
  );
  const changed = [...ofVideos, ...opened, ...changedVideoAccess(events)];
  return events.some(({ type }) => CHANGES_LISTS.has(type)) ? [...changed, 'published'] : changed;
}

/**
 * The watch page's view of each video, and the names of the creators. The rule of `videos` also decides who may fetch a
 * video's media. The stored name stays `videos`: the schemas and consumers in the database have it.
 */
export const watchPage = defineAggregator({
  name: 'videos',
  version: 14,
  tables: [videoTable, creators, access],
  projections: [
    personalEventsOf(identity, (events) => nameCreators(creators, events), namedCreators),
    eventsOf(
      videoPublishing,
      (events) => [
        ...upsert(
          videoTable,
          foldPatches(events, ({ data }) => data.videoId, patchOf),
        ),
        ...addRenditions(events),
        ...changeVideoAccess(access, events),
      ],
      topicsOf,
    ),
    eventsOf(
      viewCounting,
      (events) => addViews(videoTable, viewsByVideo(events)),
      (events) => [...viewsByVideo(events).keys()].map((videoId) => `video:${videoId}`),
    ),
  ],
});
