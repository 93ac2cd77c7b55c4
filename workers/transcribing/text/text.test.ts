import { describe, expect, test } from 'vitest';
import { captionLines } from './caption-lines';
import { cleaned } from './clean';
import { draftChapters } from './draft-chapters';
import { heardLanguage, recognisedName } from './languages';

const segment = (t0: number, t1: number, text: string) => ({ t0, t1, text });
const never = () => false;

describe('recognised segments', () => {
  test('lose the names of sounds', () => {
    const heard = [
      ...[segment(0, 900, ' [Music]'), segment(1_000, 2_000, ' (applause) Welcome!'), segment(2_000, 3_000, ' ♪♪')],
      ...[segment(3_000, 4_000, ' ...'), segment(4_000, 5_000, '【音楽】'), segment(5_000, 6_000, ' *sighs*')],
    ];
    expect(cleaned(heard, never)).toEqual([segment(1_000, 2_000, 'Welcome!')]);
  });
  test('are left out during silence', () => {
    const heard = [segment(0, 1_000, ' Thank you.'), segment(1_000, 2_000, ' Hello.')];
    expect(cleaned(heard, (from) => from === 0)).toEqual([segment(1_000, 2_000, 'Hello.')]);
  });
  test('that repeat many times are a loop of the model, and twice are not', () => {
    const said = (text: string, count: number) => Array.from({ length: count }, (_, n) => segment(n, n + 1, text));
    expect(cleaned([...said('Yes.', 2), ...said('Thank you.', 3), ...said(' thank you', 1)], never)).toEqual([
      ...said('Yes.', 2),
      segment(0, 1, 'Thank you.'),
    ]);
  });
});

describe('lines of captions', () => {
  test('have two rows at most, and are cut where a sentence or a phrase ends', () => {
    const text =
      'Take the end of the rope in your right hand. Then make a loop, and lead the end through it from below, around the rope, and back.';
    expect(captionLines([segment(0, 10_000, text)]).map((line) => line.text)).toEqual([
      'Take the end of the rope\nin your right hand.',
      'Then make a loop, and lead the\nend through it from below,',
      'around the rope, and back.',
    ]);
  });
  test('follow each other in the order of time, each for seven seconds at most', () => {
    const lines = captionLines([segment(0, 28_000, 'One two three four five six seven eight nine ten.')]);
    expect(lines.length).toBeGreaterThanOrEqual(3);
    for (const [index, { start, end }] of lines.entries()) {
      expect(end).toBeGreaterThan(start);
      expect(end - start).toBeLessThanOrEqual(7_000);
      expect(start).toBeGreaterThanOrEqual(lines[index - 1]?.end ?? 0);
    }
  });
  test('are shown for as long as reading takes, unless the next one begins', () => {
    const text = 'Forty characters are read in two seconds';
    expect(captionLines([segment(0, 500, text), segment(10_000, 11_000, text)])).toEqual([
      { start: 0, end: 2_000, text },
      { start: 10_000, end: 12_000, text },
    ]);
    expect(captionLines([segment(0, 1_500, text), segment(1_500, 3_500, text)])[0]).toMatchObject({ end: 1_500 });
  });
  test('that are too short are joined with what follows', () => {
    expect(captionLines([segment(0, 400, 'So.'), segment(400, 2_000, 'Let us begin.')])).toEqual([
      { start: 0, end: 2_000, text: 'So. Let us begin.' },
    ]);
  });
  test('of scripts without spaces are cut between characters', () => {
    const text =
      'これは舫い結びです。まず輪を作り、次にロープの端を下から通して、後ろを回してから戻します。最後に引き締めます。';
    const lines = captionLines([segment(0, 12_000, text)]);
    expect(lines.map((line) => line.text.replaceAll('\n', '')).join('')).toBe(text);
    for (const line of lines) for (const row of line.text.split('\n')) expect(row.length).toBeLessThanOrEqual(24);
  });
});

describe('a draft of chapters', () => {
  const line = (start: number, text: string) => ({ start: start * 1000, end: (start + 3) * 1000, text });
  test('begins one after each long pause, titled with the beginning of its first sentence', () => {
    const lines = [
      ...[
        line(2, 'This is a bowline. It holds.'),
        line(6, 'It is old.'),
        line(61, 'Now make\na loop,'),
        line(64, 'and pull.'),
      ],
      ...[line(70, 'Wait.'), line(130, 'That is all for today! Bye.')],
    ];
    expect(draftChapters(lines, 180_000)).toEqual([
      { startSeconds: 0, title: 'This is a bowline' },
      { startSeconds: 61, title: 'Now make a loop, and pull' },
      { startSeconds: 130, title: 'That is all for today!' },
    ]);
  });
  test('has none if there would be fewer than three, or without speech', () => {
    expect(draftChapters([line(0, 'One'), line(60, 'Two')], 120_000)).toEqual([]);
    expect(draftChapters([], 120_000)).toEqual([]);
  });
  test.each([
    ['...and then we pull. Done.', 'and then we pull'],
    ['… so it holds!', 'so it holds!'],
    ['Node.js is a runtime. It runs.', 'Node.js is a runtime'],
    ['.NET is another one. It runs.', '.NET is another one'],
    ['これは舫い結びです。まず輪を作ります。', 'これは舫い結びです'],
  ])('calls the part that begins with “%s” “%s”', (text, title) => {
    const lines = [line(0, text), line(60, 'Two.'), line(120, 'Three.')];
    expect(draftChapters(lines, 180_000)[0]).toEqual({ startSeconds: 0, title });
  });
  test('leaves out a part without a title', () => {
    const unheard = Array.from({ length: 3 }, (_, n) => line(60 + 4 * n, '...'));
    const lines = [line(0, 'One.'), ...unheard, line(120, 'Two.'), line(180, 'Three.')];
    expect(draftChapters(lines, 240_000).map(({ title }) => title)).toEqual(['One', 'Two', 'Three']);
    expect(draftChapters(lines.slice(0, 5), 180_000)).toEqual([]);
  });
  test('has a dozen at most, none of them short', () => {
    const lines = Array.from({ length: 400 }, (_, n) => line(n * 9, `Sentence ${n} goes on ${'and on '.repeat(20)}`));
    const chapters = draftChapters(lines, 3_600_000);
    expect(chapters.length).toBeLessThanOrEqual(12);
    expect(chapters.length).toBeGreaterThan(8);
    for (const { title } of chapters) expect(title.length).toBeLessThanOrEqual(60);
  });
});

test('languages have the names that whisper.cpp knows, and no others', () => {
  const model = { isMultilingual: true, knowsCantonese: false };
  expect(recognisedName('nb', model)).toBe('no');
  expect(recognisedName('pt-BR', model)).toBe('pt');
  expect(recognisedName('ga', model)).toBeNull();
  expect(recognisedName('yue', model)).toBeNull();
  expect(recognisedName('yue', { ...model, knowsCantonese: true })).toBe('yue');
  expect(recognisedName('de', { ...model, isMultilingual: false })).toBeNull();
  expect([heardLanguage('zh'), heardLanguage('de'), heardLanguage('la')]).toEqual(['zh-Hans', 'de', null]);
});
