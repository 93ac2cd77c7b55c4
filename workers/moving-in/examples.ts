import type { ExamplesOf } from '@message-db/runtime/testing';
import { v5 as uuidFrom } from 'uuid';
import { movingIn } from './contract';

/** Somebody brings an archive with one video about knots, which becomes a draft. */
const { commands, events } = movingIn;

const userId = '00000000-0000-4000-8000-00000000000a';
const moveId = '61000000-0000-4000-8000-000000000001';
const itemId = '62000000-0000-4000-8000-000000000001';
const at = '2026-11-28T10:00:00.000Z';

// As the decider makes these ids, so that each message can follow from the others.
const videoId = uuidFrom(`video ${itemId}`, moveId);
const uploadId = uuidFrom(`upload ${itemId}`, moveId).replaceAll('-', '');

const archive = { uploadId: 'fedcba9876543210fedcba9876543210', fileName: 'lessons.zip', bytes: 7_500_000 };
const readingId = uuidFrom(`reading ${archive.uploadId}`, userId);
const coming = { itemId, origin: 'youtube dQw4w9WgXcQ', videoId, uploadId };
const outcome = { userId, moveId, itemId };
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
    MoveIn: commands.MoveIn({ userId, moveId, readingId, itemIds: [itemId], at }),
    StopMove: commands.StopMove({ userId, at }),
    RecordContents: commands.RecordContents({ userId, readingId, items: [item], problems: [problem] }),
    RecordMoved: commands.RecordMoved({ ...outcome, ...coming, notices: [] }),
    RecordNotMoved: commands.RecordNotMoved({ ...outcome, reason: 'quota', uploadId }),
    DropLeftovers: commands.DropLeftovers({ userId, uploadIds: [uploadId] }),
    ExpireArchives: commands.ExpireArchives({ userId, readingId }),
    ForgetVideo: commands.ForgetVideo({ userId, videoId }),
    CloseMovingIn: commands.CloseMovingIn({ userId }),
  },
  events: {
    ArchiveAdded: events.ArchiveAdded({ userId, ...archive, addedAt: at }),
    ReadingStarted: events.ReadingStarted({
      ...{ userId, readingId, archives: [archive], expiresAt: '2026-12-12T10:00:00.000Z' },
    }),
    ContentsRead: events.ContentsRead({ userId, readingId, itemCount: 1, problems: [problem] }),
    ItemsFound: events.ItemsFound({ userId, readingId, items: [item] }),
    ItemsChosen: events.ItemsChosen({ userId, moveId, readingId, archives: [archive], items: [coming], at }),
    ItemMovedIn: events.ItemMovedIn({ ...outcome, ...coming, notices: [] }),
    ItemNotMovedIn: events.ItemNotMovedIn({ ...outcome, reason: 'quota', uploadId }),
    MoveStopped: events.MoveStopped({ userId, items: [coming], at }),
    LeftoversDropped: events.LeftoversDropped({ userId, uploadIds: [uploadId] }),
    VideoForgotten: events.VideoForgotten({ userId, itemId, videoId }),
    ArchivesRemoved: events.ArchivesRemoved({ userId, uploadIds: [archive.uploadId], because: 'asked' }),
    LateVideoRefused: events.LateVideoRefused({ userId, itemId, videoId, uploadId }),
    MovingInClosed: events.MovingInClosed({ userId, uploadIds: [archive.uploadId] }),
    MovingInRejected: events.MovingInRejected({ userId, reason: 'nothing-chosen' }),
  },
} satisfies ExamplesOf<typeof movingIn>;
