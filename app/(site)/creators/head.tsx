import { Flag, Link as LinkIcon } from 'lucide-react';
import type { Channel } from '@/app/_lib/channels/channel';
import { formatTutorials } from '@/app/_lib/format/format';
import { Avatar } from '@/app/_ui/base/avatar';
import { ButtonLink } from '@/app/_ui/base/button-link';
import { Banner } from '@/app/_ui/channel/banner';
import { firstParagraph, isLong } from './about';
import { ModerateLink } from '@/app/_ui/moderation/moderate-link';
import { LinkedText } from '@/app/_ui/base/linked-text';
import { Markdown } from '@/app/_ui/markdown/markdown';

/** The head of a creator's page: banner, picture, name, words and links. */
export function Head({ channel, count, isModerator }: { channel: Channel; count: number; isModerator: boolean }) {
  const { name, handle, text, links, picture, banner } = channel;
  return (
    <header>
      {banner ? (
        <Banner
          banner={banner}
          sizes="(min-width: 96rem) 92rem, 96vw"
          className="rounded-2xl ring-1 ring-line ring-inset"
        />
      ) : null}
      <div className={banner ? 'px-1 sm:px-6' : undefined}>
        <div className="flex flex-wrap items-end gap-x-5 gap-y-3">
          <Avatar
            name={name}
            picture={picture}
            size="large"
            className={banner ? '-mt-8 ring-4 ring-canvas sm:-mt-10' : undefined}
          />
          <div className="min-w-0 flex-1 basis-60 pt-3">
            <h1 dir="auto" className="text-left text-2xl leading-tight wrap-anywhere sm:text-4xl sm:leading-[1.15]">
              {name}
            </h1>
            <p className="mt-1 text-muted">
              @{handle}
              <span aria-hidden> · </span>
              <span className="inline-block">{formatTutorials(count)}</span>
            </p>
          </div>
          {isModerator ? (
            <ModerateLink subjectId={channel.userId} />
          ) : handle === null ? null : (
            <ButtonLink variant="ghost" href={`/report?creator=${handle}`} rel="nofollow" className="print:hidden">
              <Flag aria-hidden /> Report
            </ButtonLink>
          )}
        </div>
        {text ? (
          <div className="mt-5 max-w-prose">
            {isLong(text) ? <Beginning channel={channel} /> : <Markdown text={text} />}
          </div>
        ) : null}
        {links.length > 0 ? (
          <ul className="mt-4 flex flex-wrap gap-2">
            {links.map(({ label, url }) => (
              <li key={url} className="min-w-0">
                {/* Anybody may put a link here: search engines shall not follow it, and the site gets no referrer. */}
                <a
                  href={url}
                  rel="nofollow ugc noopener noreferrer"
                  target="_blank"
                  className="inline-flex min-h-11 max-w-full items-center gap-2 rounded-full border border-line bg-surface px-4 text-sm font-medium transition-colors hover:border-line-strong hover:text-accent"
                >
                  <LinkIcon className="size-4 shrink-0 text-muted" aria-hidden />
                  <bdi className="truncate">{label}</bdi>
                </a>
              </li>
            ))}
          </ul>
        ) : null}
      </div>
    </header>
  );
}

/** The beginning of a long text, which stands whole below the tutorials. */
function Beginning({ channel: { name, text } }: { channel: Channel }) {
  return (
    <>
      <p
        dir="auto"
        className="line-clamp-3 text-left leading-relaxed wrap-anywhere whitespace-pre-line [unicode-bidi:plaintext]"
      >
        <LinkedText text={firstParagraph(text)} rel="nofollow ugc noopener noreferrer" target="_blank" />
      </p>
      <a
        href="#about"
        className="inline-flex min-h-11 items-center font-medium text-accent underline-offset-4 hover:text-accent-strong hover:underline"
      >
        More about <bdi className="ms-1">{name}</bdi>
      </a>
    </>
  );
}
