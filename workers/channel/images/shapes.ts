import type { PictureShape } from '@/workers/ffmpeg/pictures/make-picture';
import type { ImageKind } from '../contract';

/** What pages need of a kind of picture. */
export interface Shape extends PictureShape {
  /** The widths of its copies, in pixels: as pages show it, on screens of any density. */
  readonly widths: readonly number[];
}

/** A square. */
const PICTURE: Shape = {
  minWidth: 96,
  minHeight: 96,
  widths: [96, 192, 384],
  filters: [`crop='min(iw,ih)':'min(iw,ih)'`, `scale='min(384,iw)':'min(384,ih)':flags=lanczos`],
};
/** At most a quarter as high as it is wide. Pages cut it further: to a sixth on a wide screen. */
const BANNER: Shape = {
  minWidth: 640,
  minHeight: 100,
  widths: [640, 1280, 2560],
  filters: [`crop=iw:'min(ih,iw/4)'`, `scale='min(2560,iw)':-2:flags=lanczos`],
};

export function shapeOf(kind: ImageKind): Shape {
  return kind === 'picture' ? PICTURE : BANNER;
}
