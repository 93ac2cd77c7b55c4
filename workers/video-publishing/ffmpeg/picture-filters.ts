import { colourFilters } from './colour';
import { ownSize } from './ladder';
import type { Source } from './source';

type Size = { readonly width: number; readonly height: number };

/**
 * What becomes of each picture of a source on its way to a rendition: whole frames at a constant rate, the right way up,
 * of that size in square pixels, in the colours of BT.709. ffmpeg's filters, in their order. Pure.
 */
export function pictureFilters(source: Source, size: Size): string[] {
  return [
    ...wholeFrames(source),
    // A constant rate: sources that vary theirs would otherwise drift, or get a frame for each tick of their clock.
    `fps=${source.frameRate}:start_time=0`,
    ...stillFilters(source, size),
  ];
}

/** The same of a single picture, whenever it is shown. Pure. */
export function stillFilters(source: Source, size: Size): string[] {
  const { orientation, colour } = source;
  const own = ownSize(source);
  const isOwn = size.width === own.width && size.height === own.height && Math.min(source.width, source.height) > 1;
  // At its own size, what is odd is cut off: to scale by one pixel would blur all of them.
  const cut = isOwn && (own.width !== source.width || own.height !== source.height);
  return [
    ...orientation.filters,
    ...(cut ? [`scale=${source.width}:${source.height}`, `crop=${size.width}:${size.height}:0:0`] : []),
    ...colourFilters(colour, size),
    'setsar=1',
  ];
}

/** Two fields a frame become one picture. Frames that are not marked as such stay as they are. Pure. */
export function wholeFrames({ mayBeInterlaced }: Source): string[] {
  return mayBeInterlaced ? ['bwdif=mode=send_frame:parity=auto:deint=interlaced'] : [];
}
