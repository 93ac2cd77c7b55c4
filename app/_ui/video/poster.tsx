import { formatDuration } from '@/app/_lib/format/format';
import { LogoMark } from '@/app/_ui/layout/logo';
import { PosterImage, type Loading, type PosterVideo } from './poster-image';

interface PosterProps {
  video: Omit<PosterVideo, 'posterId'> & {
    /** Null: it has no poster. */
    posterId: string | null;
    durationSeconds: number | null;
  };
  /** The widths at which it is shown, as in `sizes` of an image. */
  sizes: string;
  loading?: Loading;
}

/** A video's still at 16:9, with its length in the corner. */
export function Poster({ video, sizes, loading = 'lazy' }: PosterProps) {
  const { posterId } = video;
  return (
    <div className="relative grid aspect-video place-items-center overflow-hidden rounded-xl bg-sunken ring-1 ring-line ring-inset">
      {posterId !== null ? (
        <PosterImage
          video={{ ...video, posterId }}
          sizes={sizes}
          loading={loading}
          className="size-full object-cover transition-transform duration-500 ease-settle group-hover:scale-[1.03]"
        />
      ) : (
        <LogoMark className="size-10 opacity-40" />
      )}
      {video.durationSeconds === null ? null : (
        <span className="absolute right-2 bottom-2 rounded-md bg-black/80 px-1.5 py-0.5 text-xs font-medium text-white tabular-nums">
          <span className="sr-only">Length </span>
          {formatDuration(video.durationSeconds)}
        </span>
      )}
    </div>
  );
}
