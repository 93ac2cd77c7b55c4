import { keep } from '../settings/kept';

/**
 * What captions look like. Each choice has a name for people and the CSS of a cue. A size is a part of what browsers take:
 * a twentieth of the picture's height, which nobody can read on a phone that is held upright.
 */
export const SIZES = {
  small: { name: 'Small', css: 'font-size: max(75%, 0.75rem)' },
  normal: { name: 'Normal', css: 'font-size: max(100%, 0.875rem)' },
  large: { name: 'Large', css: 'font-size: max(140%, 1.125rem)' },
  largest: { name: 'Largest', css: 'font-size: max(190%, 1.5rem)' },
} as const;

export const COLOURS = {
  white: { name: 'White', css: 'color: #fff' },
  yellow: { name: 'Yellow', css: 'color: #ffe14d' },
  cyan: { name: 'Cyan', css: 'color: #7df9ff' },
  green: { name: 'Green', css: 'color: #8dff8d' },
} as const;

const OUTLINE = 'text-shadow: 0 0 2px #000, 0 0 4px #000, 0 0 6px #000, 0 1px 2px #000';

export const BACKGROUNDS = {
  dark: { name: 'Dark', css: 'background: rgb(0 0 0 / 0.8)' },
  black: { name: 'Black', css: 'background: #000' },
  none: { name: 'None, with an outline', css: `background: transparent; ${OUTLINE}` },
} as const;

export interface CaptionLooks {
  readonly size: keyof typeof SIZES;
  readonly colour: keyof typeof COLOURS;
  readonly background: keyof typeof BACKGROUNDS;
}

/** Returns the looks of what was kept. What is unknown is as usual. Pure. */
export function parseLooks(kept: unknown): CaptionLooks {
  const { size, colour, background } = (kept ?? {}) as Partial<Record<keyof CaptionLooks, unknown>>;
  return {
    size: keyOf(SIZES, size) ?? 'normal',
    colour: keyOf(COLOURS, colour) ?? 'white',
    background: keyOf(BACKGROUNDS, background) ?? 'dark',
  };
}

function keyOf<Choices extends object>(choices: Choices, key: unknown): keyof Choices | null {
  return typeof key === 'string' && Object.hasOwn(choices, key) ? (key as keyof Choices) : null;
}

/** Returns the declarations of CSS for a cue with these looks. Pure. */
export function looksCss({ size, colour, background }: CaptionLooks): string {
  return [SIZES[size].css, COLOURS[colour].css, BACKGROUNDS[background].css].filter(Boolean).join('; ');
}

/** What this viewer has chosen. */
export const captionLooks = keep('caption-looks', parseLooks);
