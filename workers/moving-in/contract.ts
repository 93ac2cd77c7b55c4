import { defineContract, messageType } from '@message-db/client';
import { z } from 'zod';
import { maxUnits } from '@/text/characters';
import { LANGUAGES } from '@/text/languages';
import { NAME_MAX, uploadId } from '@/workers/video-publishing/contract';

/** Moving in has the id of its person. */
const userId = z.uuid();
const time = z.iso.datetime();
const fileName = z.string().min(1).max(255);

/** The most archives that a person can bring at the same time. */
export const ARCHIVES_MAX = 40;
/** The most files, in all archives together, that one reading looks at. */
export const FILES_MAX = 50_000;
/** The most videos that one reading of the archives finds. */
export const ITEMS_MAX = 2_000;
/** The most rows of a list of videos. Some list what is in other parts. */
export const ROWS_MAX = 5_000;
/** The most items of one event, so that no event is much larger than 100 kB. */
export const PART_ITEMS = 200;
/** How long archives are kept after the last one was added, in days. */
export const ARCHIVE_DAYS = 14;
/** The most problems of a reading. */
export const PROBLEMS_MAX = 200;

/** An uploaded archive. `uploadId` is the name of its file in DATA_DIR/uploads. */
const archive = z.object({ uploadId, fileName, bytes: z.number().int().min(0) });
export type Archive = z.output<typeof archive>;

/** What is wrong with an archive, or with a file in it, that is no video. The rest is read all the same. */
export const problemKind = z.enum([
  'archive-missing',
  'not-a-zip',
  'broken-zip',
  'too-many-files',
  'too-many-videos',
  'unsafe-name',
  // Of lists of videos.
  'unreadable-list',
  'no-file-column',
  'long-list',
  'odd-encoding',
  'broken-row',
  'no-title-column',
  /** A list names a video whose file is in no archive. */
  'video-missing',
]);
const problem = z.object({ kind: problemKind, name: z.string().max(300) });
export type Problem = z.output<typeof problem>;

/** Why a video of an archive cannot come. */
export const refusal = z.enum([
  'empty',
  'too-large',
  'encrypted',
  'unknown-compression',
  /** Few bytes would become very many. */
  'suspicious',
  /** The same file is in the archives twice. */
  'same-file',
]);
export type Refusal = z.output<typeof refusal>;

/** What a person may want to know of a video before it comes, or after it came. */
export const notice = z.enum([
  'no-metadata',
  'title-cut',
  'description-cut',
  'tags-cut',
  'unknown-language',
  'unknown-category',
  'unknown-licence',
  'unknown-date',
  'chapters-left-out',
  'captions-missing',
  'captions-language',
  'captions-unreadable',
]);
export type Notice = z.output<typeof notice>;

/** Why a video did not come although it was chosen. It can be chosen again. */
export const failure = z.enum(['archive-missing', 'changed', 'damaged', 'quota']);
export type Failure = z.output<typeof failure>;

/** The id of an item is made from its person and the content of its file, so the same file is the same item again. */
const itemId = z.uuid();
/** The name of a video where it comes from, such as `youtube dQw4w9WgXcQ`: the same video may be another file there. */
const origin = z.string().max(100).nullable();

/** A video in an archive, as the preview shows it. */
const item = z.object({
  itemId,
  origin,
  /** The path in its archive. */
  path: z.string().max(1_000),
  bytes: z.number().int().min(0),
  /** Empty if it has none: its draft is named after its file. */
  title: z.string().max(maxUnits(NAME_MAX)),
  /** In characters. */
  descriptionLength: z.number().int().min(0),
  tags: z.number().int().min(0),
  chapters: z.number().int().min(0),
  /** The day on which it was first published. */
  publishedOn: z.iso.date().nullable(),
  captions: z.array(z.enum(LANGUAGES)).max(100),
  notices: z.array(notice),
  refusal: refusal.nullable(),
});
export type Item = z.output<typeof item>;

/** Which video and which file an item becomes. */
const coming = z.object({ itemId, origin, videoId: z.uuid(), uploadId });
export type Coming = z.output<typeof coming>;
const outcome = { userId, moveId: z.uuid(), itemId };

const reason = z.enum(['closed', 'too-many-archives', 'not-read', 'read-again', 'nothing-chosen', 'nothing-to-stop']);
export type MovingInReason = z.output<typeof reason>;

/**
 * Makes drafts of the videos in archives that a person brings from elsewhere. An entity is what one person brings, and has
 * the id of that person. It remembers what has come, so that nothing comes twice.
 */
export const movingIn = defineContract({
  category: 'movingIn',
  commands: {
    /** An archive has arrived. All archives are read again, because one may describe the videos of another. */
    AddArchive: messageType('AddArchive', archive.extend({ userId, addedAt: time })),
    /** Delete the archives. What has not come yet does not come. */
    RemoveArchives: messageType('RemoveArchives', z.object({ userId, at: time })),
    /** Make drafts of these items. `readingId` is what the person has seen. */
    MoveIn: messageType(
      'MoveIn',
      z.object({ userId, moveId: z.uuid(), readingId: z.uuid(), itemIds: z.array(itemId).max(ITEMS_MAX), at: time }),
    ),
    /** What has not come yet does not come. */
    StopMove: messageType('StopMove', z.object({ userId, at: time })),

    // Sent by the component's own jobs, timers and reactions.
    RecordContents: messageType(
      'RecordContents',
      z.object({
        ...{ userId, readingId: z.uuid() },
        ...{ items: z.array(item).max(ITEMS_MAX), problems: z.array(problem).max(PROBLEMS_MAX) },
      }),
    ),
    RecordMoved: messageType('RecordMoved', z.object({ ...outcome, ...coming.shape, notices: z.array(notice) })),
    /** `uploadId`: an attempt before this one may have stored the file. */
    RecordNotMoved: messageType(
      'RecordNotMoved',
      z.object({ ...outcome, reason: failure, uploadId: uploadId.optional() }),
    ),
    /** A moment after a move was stopped: the files of what had not come. */
    DropLeftovers: messageType('DropLeftovers', z.object({ userId, uploadIds: z.array(uploadId) })),
    ExpireArchives: messageType('ExpireArchives', z.object({ userId, readingId: z.uuid() })),
    /** The video that an item became is gone for ever, so the item may come again. */
    ForgetVideo: messageType('ForgetVideo', z.object({ userId, videoId: z.uuid() })),
    /** The account is deleted. */
    CloseMovingIn: messageType('CloseMovingIn', z.object({ userId })),
  },
  events: {
    ArchiveAdded: messageType('ArchiveAdded', archive.extend({ userId, addedAt: time })),
    /** The component reads all these archives. A later reading replaces it. */
    ReadingStarted: messageType(
      'ReadingStarted',
      z.object({ userId, readingId: z.uuid(), archives: z.array(archive), expiresAt: time }),
    ),
    /** `ItemsFound` follow, in the same transaction. */
    ContentsRead: messageType(
      'ContentsRead',
      z.object({ userId, readingId: z.uuid(), itemCount: z.number().int(), problems: z.array(problem) }),
    ),
    /** `videoId`: it has come already, as this video. */
    ItemsFound: messageType(
      'ItemsFound',
      z.object({
        ...{ userId, readingId: z.uuid() },
        ...{ items: z.array(item.extend({ videoId: z.uuid().optional() })).max(PART_ITEMS) },
      }),
    ),
    /** Each item becomes a job. */
    ItemsChosen: messageType(
      'ItemsChosen',
      z.object({
        ...{ userId, moveId: z.uuid(), readingId: z.uuid() },
        ...{ archives: z.array(archive), items: z.array(coming).max(PART_ITEMS), at: time },
      }),
    ),
    /** The draft and its file were handed to video publishing. */
    ItemMovedIn: messageType('ItemMovedIn', z.object({ ...outcome, ...coming.shape, notices: z.array(notice) })),
    /** A file that an earlier attempt has stored is deleted. */
    ItemNotMovedIn: messageType(
      'ItemNotMovedIn',
      z.object({ ...outcome, reason: failure, uploadId: uploadId.optional() }),
    ),
    /** These items do not come. */
    MoveStopped: messageType('MoveStopped', z.object({ userId, items: z.array(coming), at: time })),
    /** The files of stopped items are deleted. */
    LeftoversDropped: messageType('LeftoversDropped', z.object({ userId, uploadIds: z.array(uploadId) })),
    VideoForgotten: messageType('VideoForgotten', z.object({ userId, itemId, videoId: z.uuid() })),
    /** The archives are deleted. */
    ArchivesRemoved: messageType(
      'ArchivesRemoved',
      z.object({ userId, uploadIds: z.array(uploadId), because: z.enum(['asked', 'expired']) }),
    ),
    /**
     * A video was made in the moment in which the account was deleted, or in which the item had become another video, and
     * is deleted.
     */
    LateVideoRefused: messageType('LateVideoRefused', z.object({ userId, itemId, videoId: z.uuid(), uploadId })),
    /** The account is deleted, and so are the archives. */
    MovingInClosed: messageType('MovingInClosed', z.object({ userId, uploadIds: z.array(uploadId) })),
    /** `uploadId` names an archive that was not taken, and is deleted. */
    MovingInRejected: messageType(
      'MovingInRejected',
      z.object({ userId, reason, field: z.string().optional(), uploadId: uploadId.optional() }),
    ),
  },
});
