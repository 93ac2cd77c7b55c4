import { describe, expect, test } from 'vitest';
import { fold } from '@message-db/runtime';
import { given } from '@message-db/runtime/testing';
import { v5 as uuidFrom } from 'uuid';
import { movingIn, PART_ITEMS, type Coming } from './contract';
import { examples } from './examples';
import { movingInDecider } from './moving-in';

const { commands, events } = movingIn;
const { userId, readingId, moveId } = examples.commands.MoveIn.data;
const at = '2026-11-28T10:00:00.000Z';
const now = { time: new Date(at) };
const [item] = examples.commands.RecordContents.data.items as [(typeof examples.commands.RecordContents.data.items)[0]];
const { archives } = examples.events.ReadingStarted.data;

const id = (n: number) => `62000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const found = (n: number, origin: string | null = null) => ({ ...item!, itemId: id(n), origin });
const comingOf = (n: number, origin: string | null = null): Coming => ({
  itemId: id(n),
  origin,
  videoId: uuidFrom(`video ${id(n)}`, moveId),
  uploadId: uuidFrom(`upload ${id(n)}`, moveId).replaceAll('-', ''),
});
const foundItems = (...items: ReturnType<typeof found>[]) => events.ItemsFound({ userId, readingId, items });
const chosen = (...items: Coming[]) => events.ItemsChosen({ userId, moveId, readingId, archives, items, at });
const movedIn = (coming: Coming) => events.ItemMovedIn({ userId, moveId, ...coming, notices: [] });

/** An archive whose contents are known: two items. */
const read = [
  examples.events.ArchiveAdded,
  examples.events.ReadingStarted,
  examples.events.ContentsRead,
  foundItems(found(1), found(2)),
];
const choose = (...ns: number[]) => commands.MoveIn({ userId, moveId, readingId, itemIds: ns.map(id), at });
const { uploadId: archiveId } = examples.events.ArchiveAdded.data;

describe('AddArchive', () => {
  const second = { uploadId: 'a'.repeat(32), fileName: 'part-2.zip', bytes: 5 };

  test('reads all archives again, because one may describe the videos of another', () => {
    given(movingInDecider, read)
      .when(commands.AddArchive({ userId, ...second, addedAt: at }))
      .then([
        events.ArchiveAdded({ userId, ...second, addedAt: at }),
        events.ReadingStarted({
          userId,
          readingId: uuidFrom(`reading ${second.uploadId}`, userId),
          archives: [...archives, second],
          expiresAt: '2026-12-12T10:00:00.000Z',
        }),
      ]);
  });
  test('adds an archive once', () => given(movingInDecider, read).when(examples.commands.AddArchive).then([]));
  test('refuses an archive of a deleted account, so that its file is deleted', () => {
    given(movingInDecider, [examples.events.MovingInClosed])
      .when(commands.AddArchive({ userId, ...second, addedAt: at }))
      .then([events.MovingInRejected({ userId, reason: 'closed', uploadId: second.uploadId })]);
  });
});

describe('RecordContents', () => {
  const record = (items = [found(1)], reading = readingId) =>
    commands.RecordContents({ userId, readingId: reading, items, problems: [] });

  test('is ignored for a reading that another has replaced', () => {
    given(movingInDecider, read.slice(0, 2))
      .when(record([found(1)], moveId))
      .then([]);
  });
  test('is split into events of a bearable size', () => {
    const items = Array.from({ length: PART_ITEMS + 1 }, (_, n) => found(n));
    given(movingInDecider, read.slice(0, 2))
      .when(record(items))
      .then([
        events.ContentsRead({ userId, readingId, itemCount: items.length, problems: [] }),
        foundItems(...items.slice(0, PART_ITEMS)),
        foundItems(found(PART_ITEMS)),
      ]);
  });
  test('says which items have come already, as this file or as another one of the same video', () => {
    const past = [movedIn(comingOf(1)), movedIn(comingOf(2, 'youtube a')), ...read.slice(0, 2)];
    const items = [found(1), found(3, 'youtube a'), found(4)];
    given(movingInDecider, past)
      .when(record(items))
      .then([
        events.ContentsRead({ userId, readingId, itemCount: 3, problems: [] }),
        events.ItemsFound({
          userId,
          readingId,
          items: [
            { ...items[0]!, videoId: comingOf(1).videoId },
            { ...items[1]!, videoId: comingOf(2).videoId },
            items[2]!,
          ],
        }),
      ]);
  });
});

describe('MoveIn', () => {
  test('chooses items, with ids of their videos that follow from the command', () => {
    given(movingInDecider, read)
      .when(choose(1, 2))
      .then([chosen(comingOf(1), comingOf(2))]);
  });
  test('never chooses an item that is on its way or has come', () => {
    given(movingInDecider, [...read, chosen(comingOf(1)), movedIn(comingOf(2))])
      .when(choose(1, 2))
      .thenRejected('nothing-chosen');
  });
  test('chooses one of two files of the same video', () => {
    const past = [...read.slice(0, 3), foundItems(found(1, 'youtube a'), found(2, 'youtube a'))];
    given(movingInDecider, past)
      .when(choose(1, 2))
      .then([chosen(comingOf(1, 'youtube a'))]);
  });
  test('does not choose what cannot come', () => {
    const past = [...read.slice(0, 3), foundItems({ ...found(1), refusal: 'empty' as never })];
    given(movingInDecider, past).when(choose(1)).thenRejected('nothing-chosen');
  });
  test('needs a reading that is complete, and the one that the person has seen', () => {
    given(movingInDecider, read.slice(0, 2)).when(choose(1)).thenRejected('not-read');
    given(movingInDecider, read)
      .when(commands.MoveIn({ userId, moveId, readingId: moveId, itemIds: [id(1)], at }))
      .thenRejected('read-again');
  });
  test('chooses an item again that could not come, or whose video is gone for ever', () => {
    const failed = events.ItemNotMovedIn({ userId, moveId, itemId: id(1), reason: 'quota' });
    given(movingInDecider, [...read, chosen(comingOf(1)), failed])
      .when(choose(1))
      .then([chosen(comingOf(1))]);
    const forgotten = events.VideoForgotten({ userId, itemId: id(1), videoId: comingOf(1).videoId });
    given(movingInDecider, [...read, movedIn(comingOf(1)), forgotten])
      .when(choose(1))
      .then([chosen(comingOf(1))]);
  });
});

describe('StopMove', () => {
  const stopped = events.MoveStopped({ userId, items: [comingOf(2)], at });

  test('ends what has not come yet', () => {
    given(movingInDecider, [...read, chosen(comingOf(1), comingOf(2)), movedIn(comingOf(1))])
      .when(commands.StopMove({ userId, at }))
      .then([stopped]);
  });
  test('says that nothing is under way', () =>
    given(movingInDecider, read).when(commands.StopMove({ userId, at })).thenRejected('nothing-to-stop'));
  test('keeps the file of an item that was handed over in that moment, and drops those of the others', () => {
    const both = [comingOf(1), comingOf(2)];
    const past = [...read, chosen(...both), events.MoveStopped({ userId, items: both, at }), movedIn(comingOf(1))];
    given(movingInDecider, past)
      .when(commands.DropLeftovers({ userId, uploadIds: both.map(({ uploadId }) => uploadId) }))
      .then([events.LeftoversDropped({ userId, uploadIds: [comingOf(2).uploadId] })]);
  });
});

describe('an item that was stopped and chosen again while its job ended', () => {
  const again = { ...comingOf(1), videoId: id(8), uploadId: 'b'.repeat(32) };
  const stopped = events.MoveStopped({ userId, items: [comingOf(1)], at });
  const past = [...read, chosen(comingOf(1)), stopped, chosen(again)];

  test('becomes one video', () => {
    const { videoId, uploadId } = again;
    const refused = events.LateVideoRefused({ userId, itemId: id(1), videoId, uploadId });
    given(movingInDecider, [...past, movedIn(comingOf(1))])
      .when(commands.RecordMoved({ userId, moveId, ...again, notices: [] }))
      .then([refused]);
    const state = fold(movingInDecider, [...past, movedIn(comingOf(1)), refused]);
    expect(state.moved[id(1)]!.videoId).toBe(comingOf(1).videoId);
  });
  test('still comes if the first choice could not', () => {
    const { uploadId } = comingOf(1);
    const first = { userId, moveId, itemId: id(1), reason: 'quota' as const };
    given(movingInDecider, past)
      .when(commands.RecordNotMoved({ ...first, uploadId }))
      .then([]);
    given(movingInDecider, past)
      .when(commands.RecordNotMoved({ ...first, uploadId: again.uploadId }))
      .then([events.ItemNotMovedIn({ ...first, uploadId: again.uploadId })]);
  });
});

describe('the archives', () => {
  const removed = (because: 'asked' | 'expired') => events.ArchivesRemoved({ userId, uploadIds: [archiveId], because });

  test('are removed when asked, and what is under way ends', () => {
    given(movingInDecider, [...read, chosen(comingOf(1))])
      .when(commands.RemoveArchives({ userId, at }))
      .then([events.MoveStopped({ userId, items: [comingOf(1)], at }), removed('asked')]);
  });
  test('expire, unless another one has come since', () => {
    given(movingInDecider, read)
      .when(commands.ExpireArchives({ userId, readingId }), now)
      .then([removed('expired')]);
    given(movingInDecider, read)
      .when(commands.ExpireArchives({ userId, readingId: moveId }), now)
      .then([]);
  });
  test('are forgotten, but not what has come of them', () => {
    const state = fold(movingInDecider, [...read, movedIn(comingOf(1)), removed('asked')]);
    expect(state).toMatchObject({
      archives: [],
      readingId: null,
      moved: { [id(1)]: { uploadId: comingOf(1).uploadId } },
    });
  });
});

describe('a deleted account', () => {
  const closed = events.MovingInClosed({ userId, uploadIds: [archiveId] });

  test('ends what is under way, and removes the archives', () => {
    given(movingInDecider, [...read, chosen(comingOf(1))])
      .when(commands.CloseMovingIn({ userId }), now)
      .then([events.MoveStopped({ userId, items: [comingOf(1)], at }), closed]);
  });
  test('gets no video of a job that ended in that moment', () => {
    const { videoId, uploadId } = comingOf(1);
    given(movingInDecider, [...read, closed])
      .when(commands.RecordMoved({ userId, moveId, ...comingOf(1), notices: [] }))
      .then([events.LateVideoRefused({ userId, itemId: id(1), videoId, uploadId })]);
  });
});
