import type { ReactNode } from 'react';
import { formatDate, formatViews } from '@/app/_lib/format/format';
import { languageName } from '@/text/languages';
import { DEFAULT_LICENCE, LICENCE_TERMS } from '@/text/licences';
import { Avatar } from '@/app/_ui/base/avatar';
import { Facts } from '@/app/_ui/base/facts';
import { CreatorLink } from '@/app/_ui/channel/creator-link';
import { CategoryLink, TagLink } from './label-links';
import type { WatchVideo } from './_queries/playable-video';
import { VideoDescription } from '@/app/_ui/video/video-description';

/**
 * Describes the video: its name, its creator, its view count, and what the creator wrote about it.
 * @param actions what a viewer can do with it: stands beside the creator.
 */
export function About({ video, actions }: { video: WatchVideo; actions: ReactNode }) {
  const lang = video.language ?? undefined;
  return (
    <article itemScope itemType="https://schema.org/LearningResource">
      <h1 dir="auto" lang={lang} itemProp="name" className="text-2xl leading-tight wrap-anywhere sm:text-[1.75rem]">
        {video.name}
      </h1>
      <div className="mt-4 flex flex-wrap items-center justify-between gap-x-6 gap-y-3">
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
        {actions}
      </div>
      <Facts className="mt-2 border-b border-line pb-5 text-muted">
        <span className="font-medium text-ink tabular-nums">{formatViews(video.views)}</span>
        {video.publishedAt ? (
          <time dateTime={video.publishedAt.toISOString()}>{formatDate(video.publishedAt)}</time>
        ) : null}
        {video.language ? (
          <>
            {languageName(video.language)}
            <meta itemProp="inLanguage" content={video.language} />
          </>
        ) : null}
      </Facts>
      {video.description ? (
        <div className="mt-5" lang={lang} itemProp="description">
          <div className="max-w-prose">
            <VideoDescription text={video.description} video={video} lengthSeconds={video.durationSeconds} />
          </div>
        </div>
      ) : null}
      <Labels video={video} />
    </article>
  );
}

/** The category, the tags, and the licence if the creator has chosen one. */
function Labels({ video: { category, tags, language, licence } }: { video: WatchVideo }) {
  const { name, url } = LICENCE_TERMS[licence];
  if (category === null && tags.length === 0 && licence === DEFAULT_LICENCE) return null;
  return (
    <dl className="mt-6 grid grid-cols-[auto_minmax(0,1fr)] items-baseline gap-x-6 gap-y-3 text-sm">
      {category ? (
        <Label name="Category">
          <CategoryLink category={category} />
        </Label>
      ) : null}
      {tags.length > 0 ? (
        <Label name="Tags">
          <ul className="flex flex-wrap gap-2" lang={language ?? undefined}>
            {tags.map((tag) => (
              <li key={tag} dir="auto">
                <TagLink tag={tag} />
              </li>
            ))}
          </ul>
        </Label>
      ) : null}
      {licence === DEFAULT_LICENCE ? null : (
        <Label name="Licence">
          <a
            href={url ?? undefined}
            rel="license noopener"
            target="_blank"
            itemProp="license"
            className="text-accent underline underline-offset-2 hover:text-accent-strong"
          >
            {name}
          </a>
        </Label>
      )}
    </dl>
  );
}

function Label({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className="col-span-2 grid grid-cols-subgrid items-baseline">
      <dt className="text-muted">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </div>
  );
}
