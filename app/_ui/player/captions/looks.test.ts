import { expect, test } from 'vitest';
import { looksCss, parseLooks } from './looks';

test('chosen looks become the style of a cue', () => {
  const looks = parseLooks({ size: 'large', colour: 'yellow', background: 'black' });
  expect(looksCss(looks)).toBe('font-size: max(140%, 1.125rem); color: #ffe14d; background: #000');
});

test.each([null, 7, 'large', [], {}, { size: 'huge', colour: 'toString', background: 3 }])(
  'what nobody can have chosen is as usual: %j',
  (kept) => {
    expect(parseLooks(kept)).toEqual({ size: 'normal', colour: 'white', background: 'dark' });
  },
);
