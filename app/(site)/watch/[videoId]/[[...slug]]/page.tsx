import type { Metadata } from 'next';
import { z } from 'zod';
import { currentUser } from '@/app/_lib/auth/current-user';
import { chaptersOf } from '@/app/_lib/media/chapters';
import { absolute, playlistAddress } from '@/app/_lib/media/addresses';
import { answerNotIndexed } from '@/app/_lib/http/answer';
import { redirectToCanonical } from '@/app/_lib/pages/redirect-to-canonical';
import { isListed } from '@/app/_lib/queries/video-conditions';
import { embedPath, watchPath } from '@/text/paths';
import { posterUrl, storyboardUrl } from '@/app/_lib/media/urls';
import { CreatorLink } from '@/app/_ui/channel/creator-link';
import { ModerateLink } from '@/app/_ui/moderation/moderate-link';
import { Live } from '@/app/_ui/live/live';
import { JsonLd } from '@/app/_ui/page/json-ld';
import { NOT_FOUND, PageNotFound } from '@/app/_ui/page/page-not-found';
import { PosterImage } from '@/app/_ui/video/poster-image';
import { secondsForAView } from '@/workers/view-counting/contract';
import { captionsOfVideo } from '../../_queries/captions-of-video';
import { moreVideos } from '../../_queries/more-videos';
import { playableVideo, type WatchVideo } from '../../_queries/playable-video';
import { seriesOfVideo } from '../../_queries/series-of-video';
import { About } from '../../about';
import { Chapters } from '../../chapters';
import { LessonSteps } from '../../lesson-steps';
import { MoreVideos } from '../../more-videos';
import { NoScriptPlayer } from '@/app/_ui/player/no-script-player';
import { neighboursOf } from '../../neighbours';
import { PreviewNote } from '../../preview-note';
import { ReportLink } from '../../report-link';
import { SeriesPanel } from '../../series-panel';
import { Share } from '../../share/share';
import { Transcript } from '../../transcript';
import type { Viewing } from '@/app/_ui/player/reports/use-viewing-reports';
import { RATES } from '@/app/_ui/player/rates';
import { WatchPlayer } from '@/app/_ui/player/watch-player';
import { videoJsonLd } from '../../video-json-ld';
import { videoMetadata } from '../../video-metadata';

type WatchPageProps = PageProps<'/watch/[videoId]/[[...slug]]'>;

/**
 * The page of an address without a video, or with one that nobody may watch yet: the two look the same. It becomes the
 * page of the video when that is published, as for a link to a scheduled one that was opened too early.
 */
function WatchPageNotFound({ videoId }: { videoId: string }) {
  const id = z.uuid().toLowerCase().safeParse(videoId).data;
  return (
    <>
      {id === undefined ? null : <Live topics={[`publication:${id}`]} />}
      <PageNotFound />
    </>
  );
}

/** Returns what the player needs to report a viewing. Null for a preview, which counts nothing. */
function viewingOf(
  { isPublished, videoId, ownerId, durationSeconds }: WatchVideo,
  seriesId: string | null,
): Viewing | null {
  if (!isPublished || !durationSeconds) return null;
  return { videoId, creatorId: ownerId, seriesId, secondsForAView: secondsForAView(durationSeconds) };
}

/** Returns the address of the poster as a JPEG; null if there is none. */
function posterOf({ posterId, ...video }: WatchVideo): string | null {
  return posterId === null ? null : posterUrl({ ...video, posterId });
}

function WatchPoster({ video }: { video: WatchVideo }) {
  const { posterId } = video;
  return posterId === null ? null : (
    <PosterImage
      video={{ ...video, posterId }}
      sizes="(min-width: 96rem) 68rem, (min-width: 64rem) 62vw, 100vw"
      loading="first"
      className="absolute inset-0 size-full object-contain"
    />
  );
}

export async function generateMetadata({ params }: WatchPageProps): Promise<Metadata> {
  const video = await playableVideo((await params).videoId);
  if (!video) return NOT_FOUND;
  return videoMetadata(video);
}

export default async function WatchPage({ params, searchParams }: WatchPageProps) {
  const { videoId, slug = [] } = await params;
  const query = await searchParams;
  const video = await playableVideo(videoId);
  if (!video) return <WatchPageNotFound videoId={videoId} />;
  redirectToCanonical(watchPath(video), ['watch', videoId, ...slug], query);
  const user = await currentUser();
  const [series, captions, byCreator, newest] = await Promise.all([
    seriesOfVideo(query.series, video),
    captionsOfVideo(video),
    moreVideos('creator', video, 5),
    moreVideos('others', video, 8),
  ]);
  const src = playlistAddress(video);
  const { chapters } = chaptersOf(video);
  const path = watchPath(video, { series: series?.seriesId });
  const { previous, next } = neighboursOf(video.videoId, series, [...byCreator, ...newest]);
  const jsonLd = videoJsonLd(video, chapters, captions.paragraphs);
  if (!isListed(video)) answerNotIndexed();
  return (
    <div className="group/watch mx-auto grid max-w-page grid-cols-[minmax(0,1fr)] gap-x-8 pb-12 sm:px-6 sm:pt-8 lg:grid-cols-[minmax(0,1fr)_min(22rem,37%)] lg:grid-rows-[auto_1fr] lg:px-8">
      {jsonLd ? <JsonLd data={jsonLd} /> : null}
      <Live topics={[`video:${video.videoId}`, ...(series ? ([`series:${series.seriesId}`] as const) : [])]} />
      {/* In the theatre mode, the player is above both columns. */}
      <div className="lg:group-has-data-theatre/watch:col-span-2">
        <WatchPlayer
          key={video.videoId}
          src={src}
          poster={<WatchPoster video={video} />}
          storyboard={video.hasStoryboard ? storyboardUrl(video) : null}
          name={video.name}
          rates={RATES}
          captions={captions.tracks}
          viewing={viewingOf(video, series?.seriesId ?? null)}
          creatorName={video.creatorName}
          series={series && { seriesId: series.seriesId, title: series.title }}
          next={next}
          previous={previous}
          path={path}
          hasTheatre
          size={{ width: video.width ?? 16, height: video.height ?? 9 }}
          durationSeconds={video.durationSeconds ?? 0}
          chapters={chapters}
        />
        <NoScriptPlayer src={src} poster={posterOf(video)} captions={captions.tracks} />
      </div>
      <div className="mt-5 grid content-start gap-5 px-4 sm:px-0 lg:col-start-1">
        {series ? <LessonSteps series={series} videoId={video.videoId} /> : null}
        {video.isPublished ? null : <PreviewNote video={video} />}
        <About
          video={video}
          actions={
            video.isPublished ? (
              <div className="flex flex-wrap items-center gap-2">
                <Share
                  name={video.name}
                  link={absolute(watchPath(video))}
                  embed={absolute(embedPath(video.videoId))}
                  size={{ width: video.width ?? 16, height: video.height ?? 9 }}
                />
                {user?.isModerator ? (
                  <ModerateLink subjectId={video.videoId} />
                ) : (
                  <ReportLink videoId={video.videoId} />
                )}
              </div>
            ) : null
          }
        />
        <Chapters chapters={chapters} address={path} lang={video.language ?? undefined} />
      </div>
      <div className="mt-10 grid content-start gap-10 px-4 print:hidden sm:px-0 lg:col-start-2 lg:row-span-2 lg:row-start-1 lg:mt-0 lg:group-has-data-theatre/watch:row-span-1 lg:group-has-data-theatre/watch:row-start-2 lg:group-has-data-theatre/watch:mt-5">
        {series ? <SeriesPanel key={series.seriesId} series={series} videoId={video.videoId} /> : null}
        {captions.paragraphs.length > 0 ? (
          <Transcript
            key={`${captions.tracks[0]!.trackId} ${captions.tracks[0]!.revision}`}
            videoId={video.videoId}
            tracks={captions.tracks}
            paragraphs={captions.paragraphs}
          />
        ) : null}
        <MoreVideos
          id="by-creator"
          title={
            <>
              More by <CreatorLink name={video.creatorName} handle={video.creatorHandle} />
            </>
          }
          videos={byCreator}
        />
        <MoreVideos id="newest" title="Newest" videos={newest} />
      </div>
    </div>
  );
}
