import { rational } from './rational';
import type { Span } from './timeline';

/** Where a video begins in its file, and how long it plays; in seconds. */
export interface Length {
  readonly start: number;
  readonly durationSeconds: number;
}

/**
 * From the first picture or sound to the end of the last. Pure.
 * @param frameRate of the renditions. The length is one of whole pictures.
 */
export function lengthOf(picture: Span, sound: Span | null, frameRate: string): Length {
  const spans = sound === null ? [picture] : [picture, sound];
  const start = Math.max(0, Math.min(...spans.map((span) => span.start)));
  const seconds = Math.max(...spans.map((span) => span.end)) - start;
  const rate = rational(frameRate) ?? 1;
  // Clocks of files are rounded: what is over by less than a hundredth of a picture is none.
  const pictures = Math.max(1, Math.ceil(seconds * rate - 0.01));
  return { start: round(start), durationSeconds: round(pictures / rate) };
}

/** Whether more than a tenth is missing, and more than a second. Pure. */
export function isMuchShorter(actual: number, expected: number): boolean {
  return expected - actual > Math.max(1, expected / 10);
}

function round(seconds: number): number {
  return Math.round(seconds * 1e6) / 1e6;
}
