import { preload } from 'react-dom';
import { posterCopies, posterUrl } from '@/app/_lib/media/urls';

/** A video with a poster. */
export interface PosterVideo {
  videoId: string;
  /** The folder of its files. */
  posterId: string;
  posterWidths: readonly number[];
  /**
   * The signature for addresses of a video that is not public, on a page for others than its owner and collaborators.
   */
  signature?: string | null;
}

/** When a picture is loaded: before everything else, with the page, or when it is nearly visible. */
export type Loading = 'first' | 'eager' | 'lazy';

interface PosterImageProps {
  video: PosterVideo;
  /** The widths at which it is shown, as in `sizes` of an image. */
  sizes: string;
  loading: Loading;
  className: string;
}

/**
 * A video's poster: an AVIF of the size that is shown, or the JPEG where there is none: for old browsers, and for
 * videos whose posters were made before there were copies. Decorative, because the video's name is beside it.
 */
export function PosterImage({ video, sizes, loading, className }: PosterImageProps) {
  const jpeg = posterUrl(video);
  const copies = posterCopies(video, video.posterWidths);
  if (loading === 'first') {
    const avif = copies && { imageSrcSet: copies, imageSizes: sizes, type: 'image/avif' };
    preload(jpeg, { as: 'image', fetchPriority: 'high', ...avif });
  }
  return (
    <picture className="contents">
      {copies ? <source type="image/avif" srcSet={copies} sizes={sizes} /> : null}
      {/* The files have the right sizes already, and only its owner may see a draft's, so no optimiser could cache them. */}
      {/* oxlint-disable-next-line nextjs/no-img-element */}
      <img
        src={jpeg}
        alt=""
        width={640}
        height={360}
        loading={loading === 'lazy' ? 'lazy' : 'eager'}
        fetchPriority={loading === 'first' ? 'high' : 'auto'}
        decoding="async"
        className={className}
      />
    </picture>
  );
}
