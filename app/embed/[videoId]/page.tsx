import type { Metadata } from 'next';
import { captionsOfVideo } from '@/app/(site)/watch/_queries/captions-of-video';
import { playableVideo } from '@/app/(site)/watch/_queries/playable-video';
import { answerNotFound, answerNotIndexed } from '@/app/_lib/http/answer';
import { playlistAddress } from '@/app/_lib/media/addresses';
import { chaptersOf } from '@/app/_lib/media/chapters';
import { posterUrl, storyboardUrl } from '@/app/_lib/media/urls';
import { noteMissing } from '@/app/_lib/pages/dependencies';
import { NoScriptPlayer } from '@/app/_ui/player/no-script-player';
import { RATES } from '@/app/_ui/player/rates';
import { WatchPlayer } from '@/app/_ui/player/watch-player';
import { LogoMark } from '@/app/_ui/layout/logo';
import { PosterImage } from '@/app/_ui/video/poster-image';
import { watchPath } from '@/text/paths';
import { secondsForAView } from '@/workers/view-counting/contract';

type EmbedPageProps = PageProps<'/embed/[videoId]'>;

/** Returns a video that everybody who has its address can watch. */
async function embeddedVideo({ params }: Pick<EmbedPageProps, 'params'>) {
  const video = await playableVideo((await params).videoId);
  return video?.isPublished ? video : null;
}

export async function generateMetadata(props: EmbedPageProps): Promise<Metadata> {
  const video = await embeddedVideo(props);
  if (!video) return { title: 'Not available', robots: { index: false } };
  return {
    title: video.name,
    alternates: { canonical: watchPath(video) },
    ...(video.isUnlisted && { robots: { index: false, follow: false } }),
  };
}

/** The player alone, for other sites, with a link to the video's page. It knows nobody, and needs no cookies. */
export default async function EmbedPage(props: EmbedPageProps) {
  const video = await embeddedVideo(props);
  if (!video) return <NotAvailable />;
  if (video.isUnlisted) answerNotIndexed();
  const { videoId, ownerId, name, posterId, durationSeconds } = video;
  const { tracks } = await captionsOfVideo(video);
  const src = playlistAddress(video);
  const poster = posterId === null ? null : { ...video, posterId };
  return (
    <>
      <WatchPlayer
        src={src}
        poster={
          poster && (
            <PosterImage
              video={poster}
              sizes="100vw"
              loading="first"
              className="absolute inset-0 size-full object-contain"
            />
          )
        }
        storyboard={video.hasStoryboard ? storyboardUrl(video) : null}
        name={name}
        rates={RATES}
        captions={tracks}
        viewing={
          durationSeconds
            ? { videoId, creatorId: ownerId, seriesId: null, secondsForAView: secondsForAView(durationSeconds) }
            : null
        }
        creatorName={video.creatorName}
        series={null}
        next={null}
        previous={null}
        path={watchPath(video)}
        hasTheatre={false}
        autoplay={(await props.searchParams).autoplay === '1'}
        size={{ width: video.width ?? 16, height: video.height ?? 9 }}
        durationSeconds={durationSeconds ?? 0}
        chapters={chaptersOf(video).chapters}
      />
      <NoScriptPlayer src={src} poster={poster && posterUrl(poster)} captions={tracks} />
      <h1 className="embedded-title text-base font-semibold">
        <a
          href={watchPath(video)}
          target="_blank"
          rel="noopener"
          dir="auto"
          className="inline-flex min-h-11 max-w-full items-center gap-2.5 rounded underline-offset-3 hover:underline"
        >
          <LogoMark className="size-6 shrink-0" />
          <span className="truncate">{name}</span>
          <span className="sr-only"> on Video Tutorials, in a new tab</span>
        </a>
      </h1>
    </>
  );
}

/** Says the same of a video that is not there and of one that only some may see. */
function NotAvailable() {
  answerNotFound();
  noteMissing();
  return (
    <div className="embedded-missing">
      <LogoMark className="size-10" />
      <h1 className="text-lg text-balance">This video isn’t available</h1>
      <p className="max-w-prose text-white/80">It is private, or it was deleted.</p>
      <a
        href="/"
        target="_blank"
        rel="noopener"
        className="inline-flex min-h-11 items-center rounded underline underline-offset-3"
      >
        Open Video Tutorials
      </a>
    </div>
  );
}
