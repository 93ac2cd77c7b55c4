import { formatDate, formatViews } from '@/app/_lib/format/format';
import { languageName } from '@/text/languages';
import { Avatar } from '@/app/_ui/base/avatar';
import { CreatorLink } from '@/app/_ui/channel/creator-link';
import type { WatchVideo } from './_queries/playable-video';
import { Description } from './description';

/** Describes the video: its name, its creator, its view count, and what the creator wrote about it. */
export function About({ video }: { video: WatchVideo }) {
  const lang = video.language ?? undefined;
  return (
    <article itemScope itemType="https://schema.org/LearningResource">
      <h1 dir="auto" lang={lang} itemProp="name" className="text-2xl leading-tight wrap-anywhere sm:text-[1.75rem]">
        {video.name}
      </h1>
      <div className="mt-4 flex flex-wrap items-center justify-between gap-x-6 gap-y-3 border-b border-line pb-5">
        <p className="flex min-w-0 items-center gap-3">
          <Avatar name={video.creatorName} picture={video.creatorPicture} />
          <span className="truncate font-medium">
            <span className="sr-only">By </span>
            <CreatorLink
              name={video.creatorName}
              handle={video.creatorHandle}
              className="inline-flex min-h-11 items-center"
            />
          </span>
        </p>
        <p className="text-muted">
          <span className="font-medium text-ink tabular-nums">{formatViews(video.views)}</span>
          {video.publishedAt ? (
            <>
              <span aria-hidden> · </span>
              <time dateTime={video.publishedAt.toISOString()}>{formatDate(video.publishedAt)}</time>
            </>
          ) : null}
          {video.language ? (
            <>
              <span aria-hidden> · </span>
              <span>{languageName(video.language)}</span>
              <meta itemProp="inLanguage" content={video.language} />
            </>
          ) : null}
        </p>
      </div>
      {video.description ? (
        <div className="mt-5" lang={lang} itemProp="description">
          <Description text={video.description} />
        </div>
      ) : null}
    </article>
  );
}
