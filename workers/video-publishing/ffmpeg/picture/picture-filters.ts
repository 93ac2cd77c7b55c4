import { colourFilters } from './colour';
import { ownSize } from './ladder';
import type { Source } from '../probing/source';

type Size = { readonly width: number; readonly height: number };

/**
 * ffmpeg's filters for the pictures of a rendition: deinterlaced, at a constant rate, upright, of this size in square
 * pixels, in BT.709. Pure.
 */
export function pictureFilters(source: Source, size: Size): string[] {
  return [
    ...deinterlaceFilters(source),
    // Without a constant rate, a source with a variable one would drift, or get a frame for each tick of its clock.
    `fps=${source.frameRate}:start_time=0`,
    ...stillFilters(source, size),
  ];
}

/** Returns the filters for a single picture. Pure. */
export function stillFilters(source: Source, size: Size): string[] {
  const { orientation, colour } = source;
  const own = ownSize(source);
  const isOwn = size.width === own.width && size.height === own.height && Math.min(source.width, source.height) > 1;
  // Crop an odd row or column: scaling by one pixel would blur the picture.
  const isCropped = isOwn && (own.width !== source.width || own.height !== source.height);
  return [
    ...orientation.filters,
    ...(isCropped ? [`scale=${source.width}:${source.height}`, `crop=${size.width}:${size.height}:0:0`] : []),
    ...colourFilters(colour, size),
    'setsar=1',
  ];
}

/** Combines the two fields of interlaced frames. Other frames stay unchanged. Pure. */
export function deinterlaceFilters({ mayBeInterlaced }: Source): string[] {
  return mayBeInterlaced ? ['bwdif=mode=send_frame:parity=auto:deint=interlaced'] : [];
}
