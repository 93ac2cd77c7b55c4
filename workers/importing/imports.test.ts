import { describe, expect, test } from 'vitest';
import { fold } from '@message-db/runtime';
import { given } from '@message-db/runtime/testing';
import { v5 as uuidFrom } from 'uuid';
import { importing, ITEMS_MAX, PART_ITEMS, type ChosenItem } from './contract';
import { examples } from './examples';
import { importsDecider } from './imports';

const { commands, events } = importing;
const { userId, scanId, importId } = examples.commands.ImportItems.data;
const at = '2026-11-28T10:00:00.000Z';
const now = { time: new Date(at) };
const [item] = examples.commands.RecordScan.data.items as [(typeof examples.commands.RecordScan.data.items)[0]];
const { archives } = examples.events.ScanStarted.data;

const id = (n: number) => `62000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const found = (n: number, origin: string | null = null) => ({ ...item!, itemId: id(n), origin });
const choiceOf = (n: number, origin: string | null = null): ChosenItem => ({
  itemId: id(n),
  origin,
  videoId: uuidFrom(`video ${id(n)}`, importId),
  uploadId: uuidFrom(`upload ${id(n)}`, importId).replaceAll('-', ''),
});
const foundItems = (...items: ReturnType<typeof found>[]) => events.ItemsFound({ userId, scanId, items });
const chosen = (...items: ChosenItem[]) => events.ItemsChosen({ userId, importId, scanId, archives, items, at });
const imported = (choice: ChosenItem) => events.ItemImported({ userId, importId, ...choice, notices: [] });

const numbers = Array.from({ length: ITEMS_MAX }, (_, n) => n);

/** The past of an archive that was scanned and has two items. */
const scanned = [
  examples.events.ArchiveAdded,
  examples.events.ScanStarted,
  examples.events.ScanCompleted,
  foundItems(found(1), found(2)),
];
const choose = (...ns: number[]) => commands.ImportItems({ userId, importId, scanId, itemIds: ns.map(id), at });
const { uploadId: archiveId } = examples.events.ArchiveAdded.data;

describe('RemoveArchive', () => {
  const [first] = archives as [(typeof archives)[0]];
  const second = { uploadId: 'a'.repeat(32), fileName: 'part-2.zip', bytes: 5 };
  const expiresAt = '2026-12-12T10:00:00.000Z';
  const both = events.ScanStarted({ userId, scanId, archives: [first, second], expiresAt });
  const two = [examples.events.ArchiveAdded, events.ArchiveAdded({ userId, ...second, addedAt: at }), both];
  const remove = (uploadId: string) => commands.RemoveArchive({ userId, uploadId, at });
  const gone = events.ArchiveRemoved({ userId, uploadId: first.uploadId });
  const again = events.ScanStarted({
    ...{ userId, scanId: uuidFrom(`scan without ${first.uploadId}`, userId), archives: [second], expiresAt },
  });

  test('deletes it, and scans the others again until the same day', () => {
    given(importsDecider, two).when(remove(first.uploadId)).then([gone, again]);
  });
  test('stops what is not imported yet, because it may be from there', () => {
    const past = [...two, examples.events.ScanCompleted, foundItems(found(1)), chosen(choiceOf(1))];
    const stopped = events.ImportStopped({ userId, items: [choiceOf(1)], at });
    given(importsDecider, past).when(remove(first.uploadId)).then([stopped, gone, again]);
  });
  test('takes the scan along with the last archive', () => {
    given(importsDecider, [...two, gone, again])
      .when(remove(second.uploadId))
      .then([events.ArchivesRemoved({ userId, uploadIds: [second.uploadId], because: 'asked' })]);
  });
  test('changes nothing for an archive that the person does not have', () => {
    given(importsDecider, two)
      .when(remove('b'.repeat(32)))
      .then([]);
    given(importsDecider, [...two, gone, again])
      .when(remove(first.uploadId))
      .then([]);
  });
});

describe('AddArchive', () => {
  const second = { uploadId: 'a'.repeat(32), fileName: 'part-2.zip', bytes: 5 };

  test('scans all archives again, because one may describe the videos of another', () => {
    given(importsDecider, scanned)
      .when(commands.AddArchive({ userId, ...second, addedAt: at }))
      .then([
        events.ArchiveAdded({ userId, ...second, addedAt: at }),
        events.ScanStarted({
          userId,
          scanId: uuidFrom(`scan ${second.uploadId}`, userId),
          archives: [...archives, second],
          expiresAt: '2026-12-12T10:00:00.000Z',
        }),
      ]);
  });
  test('adds an archive once', () => given(importsDecider, scanned).when(examples.commands.AddArchive).then([]));
  test('refuses an archive of a deleted account, and its file is deleted', () => {
    given(importsDecider, [examples.events.ImportingClosed])
      .when(commands.AddArchive({ userId, ...second, addedAt: at }))
      .then([events.ImportRejected({ userId, reason: 'closed', uploadId: second.uploadId })]);
  });
});

describe('RecordScan', () => {
  const record = (items = [found(1)], scan = scanId) =>
    commands.RecordScan({ userId, scanId: scan, items, problems: [] });

  test('is ignored if a later scan has started', () => {
    given(importsDecider, scanned.slice(0, 2))
      .when(record([found(1)], importId))
      .then([]);
  });
  test('is split into events of limited size', () => {
    const items = Array.from({ length: PART_ITEMS + 1 }, (_, n) => found(n));
    given(importsDecider, scanned.slice(0, 2))
      .when(record(items))
      .then([
        events.ScanCompleted({ userId, scanId, itemCount: items.length, problems: [] }),
        foundItems(...items.slice(0, PART_ITEMS)),
        foundItems(found(PART_ITEMS)),
      ]);
  });
  test('of 2,000 items is compared with 2,000 imported ones in one pass', () => {
    const known = fold(importsDecider, scanned.slice(0, 2));
    let passes = 0;
    const all = Object.fromEntries(numbers.map((n) => [id(10_000 + n), { ...choiceOf(n), origin: `youtube ${n}` }]));
    const counted = new Proxy(all, { ownKeys: (target) => (passes++, Reflect.ownKeys(target)) });
    const items = numbers.map((n) => found(n, `youtube ${n}`));
    const [, ...parts] = importsDecider.decide(
      { ...record(items), ...now } as unknown as Parameters<typeof importsDecider.decide>[0],
      { ...known, imported: counted },
    );
    expect(parts).toHaveLength(ITEMS_MAX / PART_ITEMS);
    const last = parts.at(-1) as ReturnType<typeof foundItems>;
    expect(last.data.items.at(-1)).toMatchObject({ videoId: choiceOf(ITEMS_MAX - 1).videoId });
    expect(passes).toBe(1);
  });
  test('reports which items were imported before, from this file or another file of the same video', () => {
    const past = [imported(choiceOf(1)), imported(choiceOf(2, 'youtube a')), ...scanned.slice(0, 2)];
    const items = [found(1), found(3, 'youtube a'), found(4)];
    given(importsDecider, past)
      .when(record(items))
      .then([
        events.ScanCompleted({ userId, scanId, itemCount: 3, problems: [] }),
        events.ItemsFound({
          userId,
          scanId,
          items: [
            { ...items[0]!, videoId: choiceOf(1).videoId },
            { ...items[1]!, videoId: choiceOf(2).videoId },
            items[2]!,
          ],
        }),
      ]);
  });
});

describe('ImportItems', () => {
  test('chooses items, and derives the ids of their videos from the command', () => {
    given(importsDecider, scanned)
      .when(choose(1, 2))
      .then([chosen(choiceOf(1), choiceOf(2))]);
  });
  test('never chooses an item that is being imported or was imported', () => {
    given(importsDecider, [...scanned, chosen(choiceOf(1)), imported(choiceOf(2))])
      .when(choose(1, 2))
      .thenRejected('nothing-chosen');
  });
  test('chooses one of two files of the same video', () => {
    const past = [...scanned.slice(0, 3), foundItems(found(1, 'youtube a'), found(2, 'youtube a'))];
    given(importsDecider, past)
      .when(choose(1, 2))
      .then([chosen(choiceOf(1, 'youtube a'))]);
  });
  test('does not choose an item that cannot be imported', () => {
    const past = [...scanned.slice(0, 3), foundItems({ ...found(1), refusal: 'empty' as never })];
    given(importsDecider, past).when(choose(1)).thenRejected('nothing-chosen');
  });
  test('needs the scan to be complete, and to be the one that the person has seen', () => {
    given(importsDecider, scanned.slice(0, 2)).when(choose(1)).thenRejected('not-scanned');
    given(importsDecider, scanned)
      .when(commands.ImportItems({ userId, importId, scanId: importId, itemIds: [id(1)], at }))
      .thenRejected('scanned-again');
  });
  test('chooses an item again whose import failed, or whose video was purged', () => {
    const failed = events.ItemImportFailed({
      userId,
      importId,
      itemId: id(1),
      reason: 'quota',
      uploadId: choiceOf(1).uploadId,
    });
    given(importsDecider, [...scanned, chosen(choiceOf(1)), failed])
      .when(choose(1))
      .then([chosen(choiceOf(1))]);
    const forgotten = events.VideoForgotten({ userId, itemId: id(1), videoId: choiceOf(1).videoId });
    given(importsDecider, [...scanned, imported(choiceOf(1)), forgotten])
      .when(choose(1))
      .then([chosen(choiceOf(1))]);
  });
});

describe('StopImport', () => {
  const stopped = events.ImportStopped({ userId, items: [choiceOf(2)], at });

  test('stops what is not imported yet', () => {
    given(importsDecider, [...scanned, chosen(choiceOf(1), choiceOf(2)), imported(choiceOf(1))])
      .when(commands.StopImport({ userId, at }))
      .then([stopped]);
  });
  test('is rejected if nothing is under way', () =>
    given(importsDecider, scanned).when(commands.StopImport({ userId, at })).thenRejected('nothing-to-stop'));
  test('keeps the file of an item whose job finished just then, and drops those of the others', () => {
    const both = [choiceOf(1), choiceOf(2)];
    const past = [
      ...scanned,
      chosen(...both),
      events.ImportStopped({ userId, items: both, at }),
      imported(choiceOf(1)),
    ];
    given(importsDecider, past)
      .when(commands.DropLeftovers({ userId, uploadIds: both.map(({ uploadId }) => uploadId) }))
      .then([events.LeftoversDropped({ userId, uploadIds: [choiceOf(2).uploadId] })]);
  });
});

describe('an item that was stopped and chosen again while its job finished', () => {
  const again = { ...choiceOf(1), videoId: id(8), uploadId: 'b'.repeat(32) };
  const stopped = events.ImportStopped({ userId, items: [choiceOf(1)], at });
  const past = [...scanned, chosen(choiceOf(1)), stopped, chosen(again)];

  test('is imported by its first job, and the job of the second choice is stopped', () => {
    const other = choiceOf(2);
    const before = [...past, chosen(other)];
    const late = events.ImportStopped({ userId, items: [again], at });
    given(importsDecider, before)
      .when(commands.RecordImport({ userId, importId, ...choiceOf(1), notices: [] }), now)
      .then([late, imported(choiceOf(1))]);
    const state = fold(importsDecider, [...before, late, imported(choiceOf(1))]);
    expect(state.stopped).toEqual([again.uploadId]);
    expect(Object.keys(state.chosen)).toEqual([other.itemId]);
  });
  test('becomes one video', () => {
    const { videoId, uploadId } = again;
    const refused = events.LateVideoRefused({ userId, itemId: id(1), videoId, uploadId });
    given(importsDecider, [...past, imported(choiceOf(1))])
      .when(commands.RecordImport({ userId, importId, ...again, notices: [] }))
      .then([refused]);
    const state = fold(importsDecider, [...past, imported(choiceOf(1)), refused]);
    expect(state.imported[id(1)]!.videoId).toBe(choiceOf(1).videoId);
  });
  test('is still imported if the first attempt failed', () => {
    const { uploadId } = choiceOf(1);
    const first = { userId, importId, itemId: id(1), reason: 'quota' as const };
    given(importsDecider, past)
      .when(commands.RecordImportFailure({ ...first, uploadId }))
      .then([]);
    given(importsDecider, past)
      .when(commands.RecordImportFailure({ ...first, uploadId: again.uploadId }))
      .then([events.ItemImportFailed({ ...first, uploadId: again.uploadId })]);
  });
});

describe('the archives', () => {
  const removed = (because: 'asked' | 'expired') => events.ArchivesRemoved({ userId, uploadIds: [archiveId], because });

  test('are removed on request, and imports under way stop', () => {
    given(importsDecider, [...scanned, chosen(choiceOf(1))])
      .when(commands.RemoveArchives({ userId, at }))
      .then([events.ImportStopped({ userId, items: [choiceOf(1)], at }), removed('asked')]);
  });
  test('expire, unless another one was added since', () => {
    given(importsDecider, scanned)
      .when(commands.ExpireArchives({ userId, scanId }), now)
      .then([removed('expired')]);
    given(importsDecider, scanned)
      .when(commands.ExpireArchives({ userId, scanId: importId }), now)
      .then([]);
  });
  test('are forgotten, but not what was imported from them', () => {
    const state = fold(importsDecider, [...scanned, imported(choiceOf(1)), removed('asked')]);
    expect(state).toMatchObject({
      archives: [],
      scanId: null,
      imported: { [id(1)]: { uploadId: choiceOf(1).uploadId } },
    });
  });
});

describe('a deleted account', () => {
  const closed = events.ImportingClosed({ userId, uploadIds: [archiveId] });

  test('stops what is under way, and removes the archives', () => {
    given(importsDecider, [...scanned, chosen(choiceOf(1))])
      .when(commands.CloseImporting({ userId }), now)
      .then([events.ImportStopped({ userId, items: [choiceOf(1)], at }), closed]);
  });
  test('gets no video from a job that finished just then', () => {
    const { videoId, uploadId } = choiceOf(1);
    given(importsDecider, [...scanned, closed])
      .when(commands.RecordImport({ userId, importId, ...choiceOf(1), notices: [] }))
      .then([events.LateVideoRefused({ userId, itemId: id(1), videoId, uploadId })]);
  });
});
