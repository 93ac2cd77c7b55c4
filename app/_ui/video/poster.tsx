import { formatDuration } from '@/app/_lib/format/format';
import { posterUrl } from '@/app/_lib/media/urls';
import { LogoMark } from '@/app/_ui/layout/logo';

interface PosterProps {
  video: { videoId: string; uploadId: string; hasPoster: boolean; durationSeconds: number | null };
}

/** A video's still at 16:9, with its length in the corner. It is decorative, because the name is beside it. */
export function Poster({ video }: PosterProps) {
  return (
    <div className="relative grid aspect-video place-items-center overflow-hidden rounded-xl bg-sunken ring-1 ring-line ring-inset">
      {video.hasPoster ? (
        // The files are small already, and some may be seen only by their owner, so an image optimiser could not cache
        // them.
        // oxlint-disable-next-line nextjs/no-img-element
        <img
          src={posterUrl(video)}
          alt=""
          width={640}
          height={360}
          loading="lazy"
          decoding="async"
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
