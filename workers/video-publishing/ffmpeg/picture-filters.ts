import type { Step } from './ladder';
import type { Source } from './source';

/** What becomes of each picture of a source on its way to a rendition: ffmpeg's filters, in their order. Pure. */
export function pictureFilters({ isInterlaced, frameRate }: Source, { width, height }: Step): string[] {
  return [
    ...(isInterlaced ? ['yadif=deint=interlaced'] : []),
    // A constant rate: sources that vary theirs would otherwise drift, or get a frame for each tick of their clock.
    `fps=${frameRate}`,
    `scale=${width}:${height}:flags=bicubic`,
    'setsar=1',
    'format=yuv420p',
  ];
}
