import type { ExamplesOf } from '@message-db/runtime/testing';
import { v5 as uuidFrom } from 'uuid';
import { importing } from './contract';

/** Somebody imports an archive with one video about knots, which becomes a draft. */
const { commands, events } = importing;

const userId = '00000000-0000-4000-8000-00000000000a';
const importId = '61000000-0000-4000-8000-000000000001';
const itemId = '62000000-0000-4000-8000-000000000001';
const at = '2026-11-28T10:00:00.000Z';

// As the decider makes these ids, so that each message can follow from the others.
const videoId = uuidFrom(`video ${itemId}`, importId);
const uploadId = uuidFrom(`upload ${itemId}`, importId).replaceAll('-', '');

const archive = { uploadId: 'fedcba9876543210fedcba9876543210', fileName: 'lessons.zip', bytes: 7_500_000 };
const scanId = uuidFrom(`scan ${archive.uploadId}`, userId);
const chosenItem = { itemId, origin: 'youtube dQw4w9WgXcQ', videoId, uploadId };
const outcome = { userId, importId, itemId };
const item = {
  ...{ itemId, origin: 'youtube dQw4w9WgXcQ', path: 'lessons/bowline.mp4', bytes: 7_400_000 },
  ...{ title: 'Tie a bowline', descriptionLength: 120, tags: 2, chapters: 0, publishedOn: '2024-05-03' },
  ...{ captions: ['en' as const], notices: ['tags-cut' as const], refusal: null },
};
const problem = { kind: 'video-missing' as const, name: 'Untie a bowline' };

export const examples = {
  commands: {
    AddArchive: commands.AddArchive({ userId, ...archive, addedAt: at }),
    RemoveArchives: commands.RemoveArchives({ userId, at }),
    RemoveArchive: commands.RemoveArchive({ userId, uploadId: archive.uploadId, at }),
    ImportItems: commands.ImportItems({ userId, importId, scanId, itemIds: [itemId], at }),
    StopImport: commands.StopImport({ userId, at }),
    RecordScan: commands.RecordScan({ userId, scanId, items: [item], problems: [problem] }),
    RecordImport: commands.RecordImport({ ...outcome, ...chosenItem, notices: [] }),
    RecordImportFailure: commands.RecordImportFailure({ ...outcome, reason: 'quota', uploadId }),
    DropLeftovers: commands.DropLeftovers({ userId, uploadIds: [uploadId] }),
    ExpireArchives: commands.ExpireArchives({ userId, scanId }),
    ForgetVideo: commands.ForgetVideo({ userId, videoId }),
    CloseImporting: commands.CloseImporting({ userId }),
  },
  events: {
    ArchiveAdded: events.ArchiveAdded({ userId, ...archive, addedAt: at }),
    ScanStarted: events.ScanStarted({
      ...{ userId, scanId, archives: [archive], expiresAt: '2026-12-12T10:00:00.000Z' },
    }),
    ScanCompleted: events.ScanCompleted({ userId, scanId, itemCount: 1, problems: [problem] }),
    ItemsFound: events.ItemsFound({ userId, scanId, items: [item] }),
    ItemsChosen: events.ItemsChosen({ userId, importId, scanId, archives: [archive], items: [chosenItem], at }),
    ItemImported: events.ItemImported({ ...outcome, ...chosenItem, notices: [] }),
    ItemImportFailed: events.ItemImportFailed({ ...outcome, reason: 'quota', uploadId }),
    ImportStopped: events.ImportStopped({ userId, items: [chosenItem], at }),
    LeftoversDropped: events.LeftoversDropped({ userId, uploadIds: [uploadId] }),
    VideoForgotten: events.VideoForgotten({ userId, itemId, videoId }),
    ArchiveRemoved: events.ArchiveRemoved({ userId, uploadId: archive.uploadId }),
    ArchivesRemoved: events.ArchivesRemoved({ userId, uploadIds: [archive.uploadId], because: 'asked' }),
    LateVideoRefused: events.LateVideoRefused({ userId, itemId, videoId, uploadId }),
    ImportingClosed: events.ImportingClosed({ userId, uploadIds: [archive.uploadId] }),
    ImportRejected: events.ImportRejected({ userId, reason: 'nothing-chosen' }),
  },
} satisfies ExamplesOf<typeof importing>;

const second = { uploadId: '0123456789abcdef0123456789abcdef', fileName: 'more-lessons.zip', bytes: 2_500_000 };

/** Two archives, of which one can be deleted alone, and an import that is under way. */
export const otherPast = [
  examples.events.ArchiveAdded,
  events.ArchiveAdded({ userId, ...second, addedAt: at }),
  events.ScanStarted({ ...examples.events.ScanStarted.data, archives: [archive, second] }),
  examples.events.ScanCompleted,
  examples.events.ItemsFound,
  examples.events.ItemsChosen,
];
