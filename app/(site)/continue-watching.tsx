'use client';

import { X } from 'lucide-react';
import { useState } from 'react';
import { formatTimeSpent } from '@/app/_lib/format/format';
import { useBegun } from '@/app/_lib/watching/use-watching';
import { forgetPosition, notePosition, type BegunVideo } from '@/app/_lib/watching/watching';
import type { BegunCard } from '@/app/api/videos/card';
import { watchPath } from '@/text/paths';
import { LinkPending } from '@/app/_ui/base/link-pending';
import { NearLink } from '@/app/_ui/base/near-link';
import { LogoMark } from '@/app/_ui/layout/logo';
import { PictureProgress } from '@/app/_ui/video/picture-progress';
import { useBegunCards } from './use-begun-cards';

/** The number of videos that the page offers to continue. */
const MAX = 8;

/**
 * The videos that somebody has begun in this browser, the latest first. The server knows from a cookie that there are
 * any, and renders their place; this fills it in, without moving what is below. Not there without scripts.
 */
export function ContinueWatching() {
  const begun = useBegun();
  const { cards, failed, retry } = useBegunCards(begun, MAX);
  const [removed, setRemoved] = useState<BegunVideo | null>(null);
  const remove = (video: BegunVideo) => {
    forgetPosition(video.videoId);
    setRemoved(video);
  };
  const undo = () => {
    if (removed) notePosition(removed.videoId, removed);
    setRemoved(null);
  };
  const shown = cards && begun.filter(({ videoId }) => cards.has(videoId)).slice(0, MAX);
  return (
    <section aria-labelledby="continue" className="-mb-8 sm:-mb-10 noscript:hidden">
      <div className="mb-3 flex min-h-11 flex-wrap items-center justify-between gap-x-6">
        <h2 id="continue" className="text-2xl">
          Continue watching
        </h2>
        <output className="flex min-h-11 items-center text-sm text-muted max-[27.5rem]:-mt-3">
          {removed ? (
            <>
              Removed.{' '}
              <button
                key={removed.videoId}
                ref={focus}
                type="button"
                onClick={undo}
                className="min-h-11 px-2 font-medium text-accent underline-offset-4 hover:underline"
              >
                Undo
              </button>
            </>
          ) : (
            'Kept in this browser only'
          )}
        </output>
      </div>
      <div className="h-24 overflow-x-auto overflow-y-hidden">
        {failed ? (
          <p className="text-muted">
            What you were watching couldn’t be loaded.{' '}
            <button type="button" onClick={retry} className="min-h-11 font-medium text-accent hover:underline">
              Try again
            </button>
          </p>
        ) : shown?.length === 0 ? (
          <p className="text-muted">Nothing to continue.</p>
        ) : (
          <ul className="flex gap-4" aria-busy={shown === null}>
            {shown === null
              ? Array.from({ length: 4 }, (_, index) => <li key={index} aria-hidden className={place} />)
              : shown.map((video) => (
                  <li key={video.videoId} className={place}>
                    <BegunVideoCard video={video} card={cards!.get(video.videoId)!} remove={() => remove(video)} />
                  </li>
                ))}
          </ul>
        )}
      </div>
    </section>
  );
}

/** The button with the focus is gone with its card. */
const focus = (element: HTMLElement | null) => element?.focus({ preventScroll: true });

const place =
  'h-20 w-[min(92%,22rem)] shrink-0 overflow-hidden rounded-xl bg-sunken/60 lg:w-[calc((100%-2rem)/3)] 2xl:w-[calc((100%-3rem)/4)]';

function BegunVideoCard({ video, card, remove }: { video: BegunVideo; card: BegunCard; remove: () => void }) {
  const { videoId, seconds, lengthSeconds, seriesId } = video;
  const { name, creatorName, poster, posterCopies } = card;
  const address = watchPath({ videoId, name }, seriesId === null ? {} : { series: seriesId });
  return (
    <article className="group relative grid h-full grid-cols-[5.75rem_minmax(0,1fr)_2.75rem] items-center gap-x-3 pl-3 sm:grid-cols-[8.9rem_minmax(0,1fr)_2.75rem] sm:pl-0">
      <div className="relative grid aspect-video place-items-center overflow-hidden rounded-lg bg-sunken sm:h-20 sm:rounded-none">
        {poster === null ? (
          <LogoMark className="size-8 opacity-40" />
        ) : (
          <picture className="contents">
            {posterCopies === null ? null : <source type="image/avif" srcSet={posterCopies} sizes="8.9rem" />}
            {/* The files have the right sizes already. */}
            {/* oxlint-disable-next-line nextjs/no-img-element */}
            <img src={poster} alt="" width={640} height={360} className="size-full object-cover" />
          </picture>
        )}
        <PictureProgress share={Math.min(1, seconds / lengthSeconds)} />
      </div>
      <div className="min-w-0 py-1">
        <h3 dir="auto" className="line-clamp-2 text-left text-[0.9375rem] leading-snug font-semibold wrap-anywhere">
          <NearLink
            href={address}
            className="after:absolute after:inset-0 after:rounded-xl group-hover:text-accent focus-visible:outline-none focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-accent"
          >
            {name}
            <LinkPending />
          </NearLink>
        </h3>
        <p className="truncate text-sm text-muted">
          <span className="tabular-nums">{formatTimeSpent(lengthSeconds - seconds)} left</span>
          <span aria-hidden> · </span>
          <bdi>{creatorName}</bdi>
        </p>
      </div>
      <button
        type="button"
        onClick={remove}
        aria-label={`Remove “${name}” from the list`}
        title="Remove"
        className="relative z-10 grid size-11 place-items-center rounded-full text-muted hover:bg-sunken hover:text-ink"
      >
        <X aria-hidden className="size-4" />
      </button>
    </article>
  );
}
