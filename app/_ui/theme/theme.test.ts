import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';

type Oklch = readonly [lightness: number, chroma: number, hue: number];

function numbers(text: string): Oklch {
  const [lightness = Number.NaN, chroma = Number.NaN, hue = Number.NaN] = text.split(' ').map(Number);
  return [lightness, chroma, hue];
}

/** Every `--color-x: light-dark(oklch(…), oklch(…))` of theme.css. */
function readColours(): Map<string, { light: Oklch; dark: Oklch }> {
  const css = readFileSync(new URL('./theme.css', import.meta.url), 'utf8');
  const pair = /--color-([\w-]+): light-dark\(oklch\(([\d. ]+)\), oklch\(([\d. ]+)\)\);/g;
  return new Map(
    [...css.matchAll(pair)].map(([, name = '', light = '', dark = '']) => [
      name,
      { light: numbers(light), dark: numbers(dark) },
    ]),
  );
}

/** Returns the part of a colour that a screen can show. */
const clamp = (part: number) => Math.min(1, Math.max(0, part));

/**
 * Returns the relative luminance (WCAG 2) of an OKLCH colour, computed from linear sRGB (Björn Ottosson's matrices).
 */
function luminance([lightness, chroma, hue]: Oklch): number {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const red = clamp(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s);
  const green = clamp(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s);
  const blue = clamp(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: Oklch, other: Oklch): number {
  const [dim = 0, bright = 0] = [luminance(one), luminance(other)].sort((x, y) => x - y);
  return (bright + 0.05) / (dim + 0.05);
}

const colours = readColours();
const colour = (name: string, mode: 'light' | 'dark'): Oklch => {
  const found = colours.get(name);
  if (!found) throw new Error(`theme.css has no colour ${name}`);
  return found[mode];
};

/** Text at 4.5 (WCAG 1.4.3), outlines of controls at 3 (1.4.11). */
const pairs: [front: string, back: string, least: number][] = [
  ...['canvas', 'surface', 'sunken'].flatMap((back): [string, string, number][] => [
    ['ink', back, 7],
    ['muted', back, 4.5],
    ['accent', back, 4.5],
    ['danger', back, 4.5],
    ['notice', back, 4.5],
  ]),
  ['on-accent', 'accent', 4.5],
  ['on-accent', 'accent-strong', 4.5],
  ['on-danger', 'danger', 4.5],
  ['on-danger', 'danger-strong', 4.5],
  ['accent', 'accent-soft', 4.5],
  ['danger', 'danger-soft', 4.5],
  ['notice', 'notice-soft', 4.5],
  ['ink', 'accent-soft', 7],
  ['ink', 'danger-soft', 7],
  ['ink', 'notice-soft', 7],
  ['line-strong', 'surface', 3],
  ['line-strong', 'canvas', 3],
];

describe.each(['light', 'dark'] as const)('in %s mode', (mode) => {
  test.each(pairs)('%s on %s is readable', (front, back, least) => {
    expect(contrast(colour(front, mode), colour(back, mode))).toBeGreaterThanOrEqual(least);
  });
});

test('black on white is 21, as WCAG has it', () => {
  expect(contrast([0, 0, 0], [1, 0, 0])).toBeCloseTo(21, 1);
});
