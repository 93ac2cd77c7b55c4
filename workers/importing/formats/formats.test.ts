import { describe as group, expect, test } from 'vitest';
import type { ArchivedFile } from '../archives/open-archive';
import { importing, PROBLEMS_MAX } from '../contract';
import { examples } from '../examples';
import { recordScan } from '../jobs';
import { findItems } from '../find-items';
import { readTable } from './read-table';

const userId = '00000000-0000-4000-8000-00000000000a';

/** An archive of text files. A null stands for the content of a video. */
function archive(files: Record<string, string | Uint8Array | null>) {
  const contents = new Map<ArchivedFile, Uint8Array>();
  const all = Object.entries(files).map(([path, content], index): ArchivedFile => {
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
    const size = bytes?.length ?? 1_000;
    const file = { uploadId: 'a'.repeat(32), path, bytes: size, packedBytes: size, crc: index };
    const archived = { ...file, isEncrypted: false, isReadable: true };
    if (bytes) contents.set(archived, bytes);
    return archived;
  });
  return { files: all, textOf: (file: ArchivedFile) => contents.get(file) ?? null };
}
const find = (files: Parameters<typeof archive>[0]) => findItems(archive(files), userId);
const csv = (...rows: string[]) => rows.join('\r\n');

group('a folder with a CSV file', () => {
  test('gives titles, descriptions, dates, tags, languages, licences and captions', () => {
    const found = find({
      'lessons/1.mp4': null,
      'lessons/1.vtt': 'WEBVTT',
      'lessons/sub/bowline.de.srt': '1',
      'lessons/list.csv': csv(
        'File,Title,Description,Tags,Language,Category,Licence,Published,Captions',
        '1.mp4,Tie a bowline,"Line one\n0:00 Loop\n0:30 Pull\n1:00 Check","knots, ropes",English,outdoors,cc by 4.0,2024-05-03,de: sub/bowline.de.srt',
      ),
    });
    expect(found.problems).toEqual([]);
    expect(found.items).toHaveLength(1);
    const [{ details, item }] = found.items as [(typeof found.items)[0]];
    expect(details).toMatchObject({
      name: 'Tie a bowline',
      description: 'Line one\n0:00 Loop\n0:30 Pull\n1:00 Check\n\nFirst published on 3 May 2024.',
      tags: ['knots', 'ropes'],
      ...{ language: 'en', category: 'outdoors', licence: 'CC-BY-4.0', publishedOn: '2024-05-03' },
      captions: [{ language: 'de', file: { path: 'lessons/sub/bowline.de.srt' } }],
    });
    expect(item).toMatchObject({ path: 'lessons/1.mp4', chapters: 3, captions: ['de'], notices: [], refusal: null });
  });

  test('takes captions that are named after the video', () => {
    const [found] = find({
      'a.mp4': null,
      'a.vtt': 'x',
      'a.pt-br.srt': 'x',
      'b.vtt': 'x',
      'list.csv': 'file,language\na.mp4,de',
    }).items;
    expect(found!.item.captions.toSorted()).toEqual(['de', 'pt-BR']);
  });

  test('takes captions of a video whose name ends like a language tag', () => {
    const files = { 'part.one.mp4': null, 'part.one.vtt': 'x', 'list.csv': 'file,language\npart.one.mp4,de' };
    expect(find(files).items[0]!.item).toMatchObject({ captions: ['de'], notices: [] });
  });

  test('may be written by a spreadsheet with semicolons in an older encoding', () => {
    const found = find({ 'a.mp4': null, 'list.csv': Buffer.from('file;title\r\na.mp4;Über Knoten', 'latin1') });
    expect(found.items[0]!.item.title).toBe('Über Knoten');
    expect(found.problems).toEqual([{ kind: 'odd-encoding', name: 'list.csv' }]);
  });

  test('reports files that are listed but missing, and videos that are not listed', () => {
    const found = find({ 'a.mp4': null, 'list.csv': 'file,title\nb.mp4,B\n../../c.mp4,C' });
    expect(found.problems).toEqual([
      { kind: 'video-missing', name: 'b.mp4' },
      { kind: 'video-missing', name: '../../c.mp4' },
    ]);
    expect(found.items[0]!.item).toMatchObject({ title: '', notices: ['no-metadata'] });
  });

  test('refers to the files of its own archive, if another one has the same names', () => {
    const one = archive({ 'a.mp4': null, 'list.csv': 'file,title\na.mp4,One' });
    const two = archive({ 'a.mp4': null, 'list.csv': 'file,title\na.mp4,Two' });
    const other = new Map(two.files.map((each) => [{ ...each, uploadId: 'b'.repeat(32), crc: 9 }, each]));
    const textOf = (file: ArchivedFile) => one.textOf(file) ?? two.textOf(other.get(file) ?? file);
    const { items } = findItems({ files: [...one.files, ...other.keys()], textOf }, userId);
    expect(items.map(({ item }) => item.title)).toEqual(['One', 'Two']);
  });

  test('reports a file that is listed twice, and takes the first row', () => {
    const { items, problems } = find({
      'a.mp4': null,
      'list.csv': csv('file,title', 'a.mp4,First', 'a.mp4,Second'),
    });
    expect(items.map(({ item }) => item.title)).toEqual(['First']);
    expect(problems).toEqual([{ kind: 'listed-twice', name: 'a.mp4' }]);
  });
  test('is not read if it has too many columns, so that it cannot exhaust memory', () => {
    const list = ['file', ...Array.from({ length: 100_000 }, () => 'x')].join(',');
    expect(
      find({ 'a.mp4': null, 'list.csv': csv(list, ...Array.from({ length: 100 }, () => 'a.mp4')) }).problems,
    ).toEqual([{ kind: 'unreadable-list', name: 'list.csv' }]);
  });

  test('is read up to the limit of rows, with a notice', () => {
    const found = find({ 'a.mp4': null, 'list.csv': csv('file', ...Array.from({ length: 6_000 }, () => 'a.mp4')) });
    expect(found.problems).toEqual([
      { kind: 'long-list', name: 'list.csv' },
      { kind: 'listed-twice', name: 'a.mp4' },
    ]);
    expect(found.items[0]!.item.notices).toEqual([]);
  });

  test('is read quickly, even if many files have one name and a cell has very many spaces', () => {
    const { files, textOf } = archive({ 'a.mp4': null, 'a.vtt': null });
    const [video, captions] = files as [ArchivedFile, ArchivedFile];
    const list = archive({ 'list.csv': csv('file,captions', `a.mp4,x${' '.repeat(200_000)}x`) });
    const same = [video, captions].flatMap((file) => Array.from({ length: 20_000 }, () => ({ ...file })));
    const before = process.cpuUsage();
    findItems({ files: [...same, ...list.files], textOf: (file) => list.textOf(file) ?? textOf(file) }, userId);
    // Not the time by the clock, which other work on the machine lengthens.
    expect(process.cpuUsage(before).user).toBeLessThan(5_000_000);
  });

  test('needs a column that names the files', () => {
    expect(find({ 'a.mp4': null, 'list.csv': 'name,title\na.mp4,A' }).problems).toEqual([
      { kind: 'no-file-column', name: 'list.csv' },
    ]);
  });

  test('loses what does not fit, with a notice', () => {
    const [found] = find({
      'a.mp4': null,
      'list.csv': csv(
        'file,title,tags,language,category,licence,published,captions',
        `a.mp4,${'x'.repeat(200)},"${Array.from({ length: 20 }, (_, n) => `t${n}`).join(',')}",Klingon,Spells,WTFPL,3.5.2024,gone.vtt`,
      ),
    }).items;
    expect(found!.item.notices).toEqual([
      'title-cut',
      'unknown-date',
      'unknown-language',
      'tags-cut',
      'unknown-category',
      'unknown-licence',
      'captions-missing',
    ]);
    expect(found!.details).toMatchObject({ name: 'x'.repeat(120), language: null, category: null });
    expect(found!.details.tags).toHaveLength(15);
  });
});

group('lists with many mistakes', () => {
  const rows = Array.from({ length: PROBLEMS_MAX + 10 }, () => 'b.mp4,B,too,many');

  test('report a limited number of problems', () => {
    const list = csv('file,Video Title', ...rows);
    expect(readTable(new TextEncoder().encode(list), 'list.csv')!.problems).toHaveLength(PROBLEMS_MAX);
    expect(find({ 'a/list.csv': list, 'b/list.csv': list }).problems).toHaveLength(PROBLEMS_MAX);
  });
});

group('the export of a PeerTube account', () => {
  const uuid = '9c9de5e8-0a1e-484a-b099-e80766180a6d';
  const video = {
    ...{ uuid, name: 'Tie a bowline', description: 'A **loop**', language: 'en', licence: 2, category: 1 },
    ...{ tags: ['knots'], publishedAt: '2023-01-02T03:04:05.000Z', originallyPublishedAt: '2021-06-07T08:09:10.000Z' },
    chapters: [
      { timecode: 0, title: 'Loop' },
      { timecode: 65, title: 'Pull' },
    ],
    archiveFiles: {
      videoFile: `../files/videos/video-files/${uuid}.mp4`,
      thumbnail: `../files/videos/thumbnails/${uuid}.jpg`,
      captions: { fr: `../files/videos/captions/${uuid}-fr.vtt` },
    },
  };
  const files = { [`files/videos/video-files/${uuid}.mp4`]: null, [`files/videos/captions/${uuid}-fr.vtt`]: 'WEBVTT' };

  test('gives metadata, chapters and captions', () => {
    const found = find({ ...files, 'peertube/videos.json': JSON.stringify({ videos: [video] }) });
    expect(found.problems).toEqual([]);
    expect(found.items.map(({ details, item }) => ({ ...details, origin: item.origin }))).toMatchObject([
      {
        ...{ origin: `peertube ${uuid}`, name: 'Tie a bowline', language: 'en', licence: 'CC-BY-SA-4.0' },
        ...{ category: 'music', tags: ['knots'], publishedOn: '2021-06-07' },
        description: 'A **loop**\n\nFirst published on 7 June 2021.',
        chapters: [
          { startSeconds: 0, title: 'Loop' },
          { startSeconds: 65, title: 'Pull' },
        ],
        captions: [{ language: 'fr' }],
      },
    ]);
  });

  test('has one video of several files with its id', () => {
    const other = { ...video, archiveFiles: { videoFile: '../files/videos/video-files/z.mp4' } };
    const list = JSON.stringify({ videos: [video, other] });
    const { items } = find({ ...files, 'files/videos/video-files/z.mp4': null, 'peertube/videos.json': list });
    expect(items.map(({ item }) => item.refusal)).toEqual([null, 'same-video']);
  });
  test('reports which videos are missing, if it has no video files', () => {
    const without = { ...video, archiveFiles: { videoFile: null, thumbnail: null, captions: {} } };
    const found = find({ 'peertube/videos.json': JSON.stringify({ videos: [without] }) });
    expect(found).toEqual({ items: [], problems: [{ kind: 'video-missing', name: 'Tie a bowline' }] });
  });

  test('of an unknown form is reported as unreadable, and its videos are found without metadata', () => {
    const found = find({ ...files, 'peertube/videos.json': '{"videos": 1}' });
    expect(found.problems).toEqual([{ kind: 'unreadable-list', name: 'peertube/videos.json' }]);
    expect(found.items[0]!.item.notices).toContain('no-metadata');
  });
});

group('a Google Takeout of YouTube', () => {
  const root = 'Takeout/YouTube and YouTube Music';
  const head =
    'Video ID,Approx Duration (ms),Video Audio Language,Video Category,Video Description (Original),Channel ID,Tag 1,Tag 2,Video Title (Original),Privacy,Video State,Video Create Timestamp,Video Publish Timestamp';
  const row = (id: string, title: string) =>
    `${id},61000,en,Education,"How, to ""tie""",UC1,knots,ropes,${title},Public,Processed,2020-01-02T03:04:05+00:00,2020-01-03T03:04:05+00:00`;

  test('gives titles that differ from the names of the files', () => {
    const found = find({
      [`${root}/videos/Bowline_ 1_2 of a knot_.mp4`]: null,
      [`${root}/video metadata/videos.csv`]: csv(head, row('abcdefghijk', '"Bowline: 1/2 of a knot?"')),
    });
    expect(found.problems).toEqual([]);
    expect(found.items[0]!.item).toMatchObject({
      ...{ origin: 'youtube abcdefghijk', title: 'Bowline: 1/2 of a knot?', tags: 2, publishedOn: '2020-01-03' },
      notices: [],
    });
    expect(found.items[0]!.details).toMatchObject({
      description: 'How, to "tie"\n\nFirst published on 3 January 2020.',
      language: 'en',
    });
  });

  test('finds the file of a title that was cut, and the files of two videos with the same title', () => {
    const long = 'How to tie a bowline with one hand while you hold on to the mast';
    const found = find({
      [`${root}/videos/${long.slice(0, 47)}.mp4`]: null,
      [`${root}/videos/Knots.mp4`]: null,
      [`${root}/videos/Knots(1).mp4`]: null,
      [`${root}/video metadata/videos.csv`]: csv(head, row('long', long), row('one', 'Knots'), row('two', 'Knots')),
    });
    expect(found.items.map(({ item }) => [item.path.split('/').at(-1), item.origin])).toEqual([
      [`${long.slice(0, 47)}.mp4`, 'youtube long'],
      ['Knots.mp4', 'youtube one'],
      ['Knots(1).mp4', 'youtube two'],
    ]);
  });

  test('may have folders and columns in another language', () => {
    const found = find({
      'Takeout/YouTube und YouTube Music/Videos/Knoten.mp4': null,
      'Takeout/YouTube und YouTube Music/Videometadaten/Videos.csv': csv(
        'Video-ID,Videobeschreibung (Original),Videotitel (Original)',
        'abcdefghijk,Ein Knoten,Knoten',
      ),
    });
    expect(found.items[0]!.item).toMatchObject({ origin: 'youtube abcdefghijk', title: 'Knoten' });
  });

  test('in the older form has a JSON file beside each video', () => {
    const metadata = [
      { id: 'abcdefghijk', snippet: { title: 'Knots!', description: 'Old', publishedAt: '2015-02-03T04:05:06.000Z' } },
    ];
    const found = find({
      'Takeout/YouTube/videos/Knots_.mp4': null,
      'Takeout/YouTube/videos/Knots_.json': JSON.stringify(metadata),
    });
    expect(found.items[0]!.item).toMatchObject({
      title: 'Knots!',
      origin: 'youtube abcdefghijk',
      publishedOn: '2015-02-03',
    });
  });

  test('reports which videos are in a missing part, and ignores other tables', () => {
    const found = find({
      [`${root}/subscriptions/subscriptions.csv`]: 'Channel Id,Channel Url,Channel Title\n1,2,3',
      [`${root}/video metadata/videos.csv`]: csv(head, row('abcdefghijk', 'Elsewhere')),
    });
    expect(found).toEqual({ items: [], problems: [{ kind: 'video-missing', name: 'Elsewhere' }] });
  });
});

group('text that a message cannot hold', () => {
  test('is cleaned and cut between characters', () => {
    const half = '\ud83c';
    const video = {
      ...{ uuid: `a\0${half}${'🎬'.repeat(80)}`, name: 'A' },
      chapters: [
        { timecode: 0, title: 'A' },
        { timecode: 1e300, title: 'B' },
      ],
      archiveFiles: { videoFile: '../a.mp4' },
    };
    const missing = { uuid: 'b', name: `x\0${half}${'🎬'.repeat(200)}`, archiveFiles: {} };
    const found = find({
      'a.mp4': null,
      [`${'x'.repeat(5)}${'🎬'.repeat(600)}.mp4`]: null,
      'peertube/videos.json': JSON.stringify({ videos: [video, missing] }),
    });
    const contents = { userId, scanId: userId, items: found.items.map(({ item }) => item) };
    const record = () => importing.commands.RecordScan({ ...contents, problems: [...found.problems] });
    expect(record).not.toThrow();
    expect(found.items.find(({ item }) => item.origin !== null)!.details.chapters).toEqual([
      { startSeconds: 0, title: 'A' },
      { startSeconds: 1_000_000_000, title: 'B' },
    ]);
  });

  test('that remains makes the archives count as broken', () => {
    const { archives } = examples.events.ScanStarted.data;
    const contents = {
      ...examples.commands.RecordScan.data,
      problems: [{ kind: 'broken-row' as const, name: '\0' }],
    };
    expect(recordScan(contents, archives, userId).data).toMatchObject({
      items: [],
      problems: [{ kind: 'broken-zip', name: archives[0]!.fileName }],
    });
  });
});

group('a file in an archive', () => {
  const content = archive({ 'b.mp4': null, 'a.mp4': null, 'notes.txt': 'x' });
  const file = (change: Partial<ArchivedFile>) => ({ ...content.files[0]!, ...change });
  const itemsOf = (...files: ArchivedFile[]) =>
    findItems({ files, textOf: () => null }, userId).items.map(({ item }) => item);

  test('is the same item at any path, and another item for another person', () => {
    const [one] = itemsOf(file({}));
    const [other] = itemsOf(file({ path: 'elsewhere/c.mp4', uploadId: 'b'.repeat(32) }));
    expect(other!.itemId).toBe(one!.itemId);
    const otherId = '00000000-0000-4000-8000-00000000000b';
    expect(findItems({ files: [file({})], textOf: () => null }, otherId).items[0]!.item.itemId).not.toBe(one!.itemId);
  });
  test('can be imported once, if it is there twice', () => {
    const items = itemsOf(file({ path: 'a.mp4' }), file({ path: 'b.mp4' }));
    expect(items.map(({ refusal }) => refusal)).toEqual([null, 'same-file']);
    expect(new Set(items.map(({ itemId }) => itemId)).size).toBe(2);
  });
  test('has metadata, if one of two equal files has', () => {
    const { files, textOf } = archive({ 'a.mp4': null, 'b.mp4': null, 'list.csv': 'file,title\nb.mp4,B' });
    const [a, b, list] = files as [ArchivedFile, ArchivedFile, ArchivedFile];
    const equal = [a, { ...b, crc: a.crc }, list];
    const { items } = findItems(
      { files: equal, textOf: (asked) => textOf(asked.path === list.path ? list : asked) },
      userId,
    );
    expect(items.map(({ item }) => [item.title, item.refusal])).toEqual([
      ['', 'same-file'],
      ['B', null],
    ]);
  });
  test.each([
    [{ bytes: 0 }, 'empty'],
    [{ bytes: 10 * 1000 ** 3 + 1 }, 'too-large'],
    [{ isEncrypted: true, isReadable: false }, 'encrypted'],
    [{ isReadable: false }, 'unknown-compression'],
    [{ bytes: 5_000_000_000, packedBytes: 5_000_000 }, 'suspicious'],
  ] as const)('%j is refused: %s', (change, refusal) => expect(itemsOf(file(change))[0]!.refusal).toBe(refusal));
});
