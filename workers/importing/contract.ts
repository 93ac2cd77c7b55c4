import { defineContract, messageType } from '@message-db/client';
import { z } from 'zod';
import { maxUnits } from '@/text/characters';
import { LANGUAGES } from '@/text/languages';
import { NAME_MAX, uploadId } from '@/workers/video-publishing/contract';

/** An entity has the id of its person. */
const userId = z.uuid();
const time = z.iso.datetime();
const fileName = z.string().min(1).max(255);

/** The most archives that a person can have here at a time. */
export const ARCHIVES_MAX = 40;
/** The most files that one scan looks at, in all archives together. */
export const FILES_MAX = 50_000;
/** The most videos that one scan finds. */
export const ITEMS_MAX = 2_000;
/** The most rows of a list of videos. It may list videos whose files are in other parts. */
export const ROWS_MAX = 5_000;
/** The most items of one event, which keeps events below about 100 kB. */
export const PART_ITEMS = 200;
/** How many days archives are kept after the last one was added. */
export const ARCHIVE_DAYS = 14;
/** The most problems that a scan reports. */
export const PROBLEMS_MAX = 200;

/** An uploaded archive. `uploadId` is the name of its file in DATA_DIR/uploads. */
const archive = z.object({ uploadId, fileName, bytes: z.number().int().min(0) });
export type Archive = z.output<typeof archive>;

/** What is wrong with an archive, or with a file in it that is not a video. The rest is still read. */
export const problemKind = z.enum([
  'archive-missing',
  'not-a-zip',
  'broken-zip',
  'too-many-files',
  'too-many-videos',
  'unsafe-name',
  // These concern lists of videos.
  'unreadable-list',
  'no-file-column',
  'long-list',
  'odd-encoding',
  'broken-row',
  'no-title-column',
  /** A list names a video whose file is not in any archive. */
  'video-missing',
  /** A list has several rows of one file. The first counts. */
  'listed-twice',
]);
const problem = z.object({ kind: problemKind, name: z.string().max(300) });
export type Problem = z.output<typeof problem>;

/** Why a video of an archive cannot be imported. */
export const refusal = z.enum([
  'empty',
  'too-large',
  'encrypted',
  'unknown-compression',
  /** It would unpack to many times its packed size: a zip bomb. */
  'suspicious',
  /** The same file is in the archives twice. */
  'same-file',
  /** Another file of the same video is in the archives. */
  'same-video',
]);
export type Refusal = z.output<typeof refusal>;

/** What a person may want to know about a video before or after its import. */
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

/** Why the import of a chosen video failed. The video can be chosen again. */
export const failure = z.enum([
  'archive-missing',
  'changed',
  'damaged',
  'quota',
  /** A message cannot hold what its metadata says. */
  'not-storable',
]);
export type Failure = z.output<typeof failure>;

/** Derived from the person and the content of the file, so the same file is always the same item. */
const itemId = z.uuid();
/** The id of a video on the site it comes from, such as `youtube dQw4w9WgXcQ`. Two files can be the same video. */
const origin = z.string().max(100).nullable();

/** A video in an archive, as the preview shows it. */
const item = z.object({
  itemId,
  origin,
  /** The path in its archive. */
  path: z.string().max(1_000),
  bytes: z.number().int().min(0),
  /** Empty if it has none. Then the draft is named after the file. */
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
  /** Of a `same-file`: the item that stands for the file. Absent in old messages. */
  twinId: itemId.optional(),
});
export type Item = z.output<typeof item>;

/** An item that was chosen, and the video and upload that it becomes. */
const chosenItem = z.object({ itemId, origin, videoId: z.uuid(), uploadId });
export type ChosenItem = z.output<typeof chosenItem>;
const outcome = { userId, importId: z.uuid(), itemId };

const reason = z.enum([
  'closed',
  'too-many-archives',
  'not-scanned',
  'scanned-again',
  'nothing-chosen',
  'nothing-to-stop',
]);
export type ImportReason = z.output<typeof reason>;

/**
 * Imports videos from archives, such as a Google Takeout, as drafts. An entity holds the imports of one person and has
 * that person's id. It remembers what was imported, so that nothing is imported twice.
 */
export const importing = defineContract({
  category: 'importing',
  commands: {
    /** An archive has been uploaded. All archives are scanned again, because one may describe the videos of another. */
    AddArchive: messageType('AddArchive', archive.extend({ userId, addedAt: time })),
    /** Delete the archives, and cancel what is not imported yet. */
    RemoveArchives: messageType('RemoveArchives', z.object({ userId, at: time })),
    /** Delete one archive, cancel what is not imported yet, and scan the others again. */
    RemoveArchive: messageType('RemoveArchive', z.object({ userId, uploadId, at: time })),
    /** Make drafts of these items. `scanId`: the scan whose results the person has seen. */
    ImportItems: messageType(
      'ImportItems',
      z.object({ userId, importId: z.uuid(), scanId: z.uuid(), itemIds: z.array(itemId).max(ITEMS_MAX), at: time }),
    ),
    /** Cancel what is not imported yet. */
    StopImport: messageType('StopImport', z.object({ userId, at: time })),

    // Sent by the component's own jobs, timers and reactions.
    RecordScan: messageType(
      'RecordScan',
      z.object({
        ...{ userId, scanId: z.uuid() },
        ...{ items: z.array(item).max(ITEMS_MAX), problems: z.array(problem).max(PROBLEMS_MAX) },
      }),
    ),
    RecordImport: messageType('RecordImport', z.object({ ...outcome, ...chosenItem.shape, notices: z.array(notice) })),
    /** `uploadId`: an earlier attempt may have stored the file. */
    RecordImportFailure: messageType('RecordImportFailure', z.object({ ...outcome, reason: failure, uploadId })),
    /** Sent when the jobs of a stopped import have ended, with the uploads of its unfinished items. */
    DropLeftovers: messageType('DropLeftovers', z.object({ userId, uploadIds: z.array(uploadId) })),
    ExpireArchives: messageType('ExpireArchives', z.object({ userId, scanId: z.uuid() })),
    /** The video that an item became was purged, so the item can be imported again. */
    ForgetVideo: messageType('ForgetVideo', z.object({ userId, videoId: z.uuid() })),
    /** The account is deleted. */
    CloseImporting: messageType('CloseImporting', z.object({ userId })),
  },
  events: {
    ArchiveAdded: messageType('ArchiveAdded', archive.extend({ userId, addedAt: time })),
    /** The component scans all these archives. A later scan replaces this one. */
    ScanStarted: messageType(
      'ScanStarted',
      z.object({ userId, scanId: z.uuid(), archives: z.array(archive), expiresAt: time }),
    ),
    /** `ItemsFound` follow, in the same transaction. */
    ScanCompleted: messageType(
      'ScanCompleted',
      z.object({ userId, scanId: z.uuid(), itemCount: z.number().int(), problems: z.array(problem) }),
    ),
    /** `videoId`: the video as which it was imported before. */
    ItemsFound: messageType(
      'ItemsFound',
      z.object({
        ...{ userId, scanId: z.uuid() },
        ...{ items: z.array(item.extend({ videoId: z.uuid().optional() })).max(PART_ITEMS) },
      }),
    ),
    /** Each item becomes a job. */
    ItemsChosen: messageType(
      'ItemsChosen',
      z.object({
        ...{ userId, importId: z.uuid(), scanId: z.uuid() },
        ...{ archives: z.array(archive), items: z.array(chosenItem).max(PART_ITEMS), at: time },
      }),
    ),
    /** The draft and its file were handed over to video publishing. */
    ItemImported: messageType('ItemImported', z.object({ ...outcome, ...chosenItem.shape, notices: z.array(notice) })),
    /** A file that an earlier attempt stored is deleted. */
    ItemImportFailed: messageType('ItemImportFailed', z.object({ ...outcome, reason: failure, uploadId })),
    /** These items are not imported. */
    ImportStopped: messageType('ImportStopped', z.object({ userId, items: z.array(chosenItem), at: time })),
    /** The files of stopped items are deleted. */
    LeftoversDropped: messageType('LeftoversDropped', z.object({ userId, uploadIds: z.array(uploadId) })),
    VideoForgotten: messageType('VideoForgotten', z.object({ userId, itemId, videoId: z.uuid() })),
    /** The archives are deleted. */
    ArchivesRemoved: messageType(
      'ArchivesRemoved',
      z.object({ userId, uploadIds: z.array(uploadId), because: z.enum(['asked', 'expired']) }),
    ),
    /** One archive is deleted. A scan of the others follows. */
    ArchiveRemoved: messageType('ArchiveRemoved', z.object({ userId, uploadId })),
    /**
     * A job made a video after the account was deleted, or after the item had become another video. That video is
     * deleted.
     */
    LateVideoRefused: messageType('LateVideoRefused', z.object({ userId, itemId, videoId: z.uuid(), uploadId })),
    /** The account is deleted, and its archives with it. */
    ImportingClosed: messageType('ImportingClosed', z.object({ userId, uploadIds: z.array(uploadId) })),
    /** `uploadId`: an archive that was refused, and is deleted. */
    ImportRejected: messageType(
      'ImportRejected',
      z.object({ userId, reason, field: z.string().optional(), uploadId: uploadId.optional() }),
    ),
  },
});
