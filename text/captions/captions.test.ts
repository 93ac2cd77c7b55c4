import { describe, expect, test } from 'vitest';
import { decodeText } from './decode';
import { formatSrt, formatVtt } from './format';
import { LINE_MAX } from './line';
import { parseCaptions, type Parsed } from './parse';
import { formatShortTime, formatTime, parseTime } from './times';

const parse = (text: string) => parseCaptions(text) as Parsed;
const read = (text: string) => parse(text).lines.map(({ start, end, text: said }) => [start, end, said]);
const findings = (text: string) => parse(text).findings.map(({ kind, at }) => `${at} ${kind}`);

describe('a file of captions', () => {
  test('is read as WebVTT, without its header, notes, styles, names and settings', () => {
    const file = `WEBVTT - Knots
Kind: captions

STYLE
::cue { color: red }

NOTE made by hand

intro
00:01.000 --> 00:02.500 align:start line:0
Hello &amp; welcome

00:00:03.000 --> 00:00:04.000
<v Ada>Make a <b>loop</b>,
then pull.
`;
    expect(read(file)).toEqual([
      [1000, 2500, 'Hello & welcome'],
      [3000, 4000, 'Ada: Make a loop,\nthen pull.'],
    ]);
    expect(findings(file)).toEqual(['13 formatting']);
  });

  test('has no lines that begin after the end of the video, which are findings', () => {
    const file = 'WEBVTT\n\n00:01.000 --> 00:09.000\nOne\n\n00:05.000 --> 00:06.000\nTwo\n';
    const parsed = parseCaptions(file, 5_000) as Parsed;
    expect(parsed.lines).toEqual([{ start: 1_000, end: 9_000, text: 'One' }]);
    expect(parsed.findings).toEqual([{ kind: 'after-end', at: 6 }]);
    expect(parseCaptions(file, 1_000)).toBe('all-after-end');
  });

  test('is read as SRT, with any line breaks and without blank lines between captions', () => {
    const file = '\uFEFF1\r\n00:00:01,000 --> 00:00:02,5\r\nOne\r\n2\r\n00:00:03,000 --> 00:00:04,000\r\nTwo\r\n\r\n';
    expect(read(file)).toEqual([
      [1000, 2500, 'One'],
      [3000, 4000, 'Two'],
    ]);
    expect(findings(file)).toEqual([]);
  });

  test('is read as SubViewer', () =>
    expect(read('0:00:01.000,0:00:02.000\nOne\n\n0:01:00.000,0:01:02.000\nTwo')).toEqual([
      [1000, 2000, 'One'],
      [60_000, 62_000, 'Two'],
    ]));

  test('is mended where that is safe, and each finding names its line', () => {
    const file = `1
00:00:05,000 --> 00:00:04,000
No end

2
00:00:06,000 --> 00:00:07,000
First row

third row

3
00:00:01,000 --> 00:00:02,000
Early

4
00:00:06,000 --> 00:00:07,000
First row

third row

5
00:00:xx,000 --> 00:00:09,000
Unreadable

6
00:00:10,000 --> 00:00:11,000
<i></i>

7
00:00:12,000 --> 00:00:13,000
${'x'.repeat(LINE_MAX + 1)}
`;
    expect(read(file)).toEqual([
      [1000, 2000, 'Early'],
      [5000, 6000, 'No end'],
      [6000, 7000, 'First row\nthird row'],
    ]);
    expect(findings(file)).toEqual([
      '2 no-end',
      '6 broken-row',
      '12 not-in-order',
      '16 broken-row',
      '16 repeated',
      '22 unreadable-time',
      '26 formatting',
      '26 empty',
      '30 too-long',
    ]);
  });

  test.each([
    ['hello', 'not-captions'],
    ['', 'not-captions'],
    ['[Script Info]\nTitle: x', 'advanced-substation'],
    ['<?xml version="1.0"?><tt xmlns="http://www.w3.org/ns/ttml">', 'ttml'],
    ['{10}{20}Hello', 'frame-numbers'],
  ])('is refused if it is none: %j', (text, reason) => expect(parseCaptions(text)).toBe(reason));

  test('is read to its end if it is made to take long', () => {
    const long = (text: string) => text.repeat(3_900).slice(0, 3_900);
    const time = (n: number) => `${formatTime(n)} --> ${formatTime(n + 1)}\n`;
    const file = (text: string) =>
      `WEBVTT\n\n${Array.from({ length: 225 }, (_, n) => `${time(n)}a${text}\n`).join('\n')}`;
    for (const text of [
      `<v${' '.repeat(3_900)}`,
      long('<v '),
      long('<v\t'),
      long('<v.'),
      long('<'),
      long('{\\'),
      long('&'),
    ])
      expect(parseCaptions(file(text))).toBeDefined();
    const sameTime = '00:00:01.000 --> 00:00:01.000\n';
    const many = Array.from({ length: 10_000 }, (_, n) => `${sameTime}${n}x\n`).join('\n');
    expect(parse(`WEBVTT\n\n${many}\n00:00:02.000 --> 00:00:03.000\nNext`)).toBe('too-many-lines');
    const { lines } = parse(`WEBVTT\n\n${many.replace(/^.*\n.*\n\n/, '')}\n00:00:02.000 --> 00:00:03.000\nNext`);
    expect(lines).toHaveLength(10_000);
    expect(lines[0]).toMatchObject({ start: 1_000, end: 2_000 });
  });

  test('names a speaker', () => {
    const said = (text: string) => read(`WEBVTT\n\n00:01.000 --> 00:02.000\n${text}`)[0]![2];
    expect(said('<v.loud \t Ada Lovelace>Pull.</v>')).toBe('Ada Lovelace: Pull.');
    expect(said('<v >Pull.')).toBe('Pull.');
  });

  test('says the same after it was written and read again', () => {
    const lines = [
      { start: 0, end: 999, text: 'a < b & c --> d' },
      { start: 3_600_000, end: 3_661_001, text: 'two\nrows' },
    ];
    expect(parse(formatVtt(lines)).lines).toEqual(lines);
    expect(parse(formatSrt([lines[1]!])).lines).toEqual([lines[1]]);
    const timing = { start: 0, end: 999, text: 'a\n00:01 --> 00:02\nb -> c' };
    expect(parse(formatVtt([timing])).lines).toEqual([timing]);
    expect(parse(formatSrt([timing])).lines).toEqual([{ ...timing, text: 'a\n00:01 → 00:02\nb → c' }]);
    expect(formatVtt([{ start: 0, end: 1, text: '<script>' }])).toBe(
      'WEBVTT\n\n00:00:00.000 --> 00:00:00.001\n&lt;script&gt;\n',
    );
  });
});

describe('the bytes of a text', () => {
  const utf16 = (text: string, isBig: boolean) => {
    const bytes = Buffer.from(text, 'utf16le');
    return isBig ? bytes.swap16() : bytes;
  };
  const srt = '1\n00:00:01,000 --> 00:00:02,000\nžluťoučký\n';

  test.each([
    ['UTF-8', Buffer.from(srt)],
    ['UTF-8', Buffer.from(`\uFEFF${srt}`)],
    ['UTF-16LE', utf16(`\uFEFF${srt}`, false)],
    ['UTF-16BE', utf16(`\uFEFF${srt}`, true)],
    ['UTF-16LE', utf16(srt, false)],
    ['UTF-16BE', utf16(srt, true)],
  ])('in %s are read, with and without a byte order mark', (encoding, bytes) =>
    expect(decodeText(bytes, null)).toEqual({ text: srt, encoding }),
  );

  test('in an older encoding are read by the language', () => {
    expect(decodeText(Buffer.from([0xe9]), null)).toEqual({ text: 'é', encoding: 'Windows-1252' });
    expect(decodeText(Buffer.from([0xef, 0xf0]), 'ru')).toEqual({ text: 'пр', encoding: 'Windows-1251' });
    expect(decodeText(Buffer.from([0x93, 0xfa, 0x96, 0x7b]), 'ja')).toEqual({ text: '日本', encoding: 'shift_jis' });
  });
});

describe('a time', () => {
  test.each([
    ['1:02', 62_000],
    ['01:02:03.5', 3_723_500],
    ['0:00,25', 250],
    ['1:60', null],
    ['90', null],
  ])('%s is read', (text, milliseconds) => expect(parseTime(text)).toBe(milliseconds));

  test('is written in full and short', () => {
    expect(formatTime(3_723_045)).toBe('01:02:03.045');
    expect(formatShortTime(3_723_045)).toBe('1:02:03.045');
    expect(formatShortTime(62_300)).toBe('1:02.300');
  });
});
