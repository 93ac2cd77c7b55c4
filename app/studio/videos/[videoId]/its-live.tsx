'use client';

import { CircleCheck, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Button } from '@/app/_ui/base/button';
import { ButtonLink } from '@/app/_ui/base/button-link';
import { CopyLink } from '@/app/_ui/base/copy-link';
import { LIVE_ID } from './live-news';

interface ItsLiveProps {
  name: string;
  /** The address of its watch page. */
  watch: `/watch/${string}/${string}`;
  /** The same with the site's own, to be copied by hand. */
  link: string;
  /** It is published, and the watch page has it. */
  isLive: boolean;
  isUnlisted: boolean;
  /** A form without scripts has just published it. */
  isNews: boolean;
}

/**
 * Says that others can watch the video since its page was opened, with what its creator does next. It comes to creators
 * who have just sent the form for that, with the focus; those who do something else meanwhile are not interrupted.
 */
export function ItsLive({ name, watch, link, isLive, isUnlisted, isNews: isSentWithoutScripts }: ItsLiveProps) {
  const [before, setBefore] = useState(isLive);
  const [isNews, setIsNews] = useState(isLive && isSentWithoutScripts);
  const panel = useFocusAfterForm<HTMLDivElement>(isNews);
  if (isLive !== before) {
    setBefore(isLive);
    setIsNews(isLive);
  }
  return (
    <output className="block empty:hidden">
      {isNews ? (
        <div
          ref={panel}
          id={LIVE_ID}
          tabIndex={-1}
          className="mb-6 flex scroll-m-4 flex-wrap items-center gap-x-4 gap-y-3 rounded-2xl border border-accent/35 bg-accent-soft px-5 py-4 sm:px-7"
        >
          <CircleCheck className="size-6 shrink-0 text-accent" aria-hidden />
          <div className="min-w-0 flex-1 basis-48">
            <p className="text-lg font-semibold tracking-tight">It’s live</p>
            <p className="text-muted">
              {isUnlisted ? 'Anyone with the link' : 'Everyone'} can watch “<bdi className="wrap-anywhere">{name}</bdi>”
              now.
            </p>
            <noscript>
              <p className="mt-1 text-sm wrap-anywhere">{link}</p>
            </noscript>
          </div>
          <div className="flex items-center gap-2">
            <span className="noscript:hidden">
              <CopyLink path={watch} of={name} variant="primary" />
            </span>
            <ButtonLink href={watch} variant="secondary" size="small">
              Watch
            </ButtonLink>
            <Button
              variant="ghost"
              className="size-11 px-0 noscript:hidden"
              aria-label="Close"
              onClick={() => setIsNews(false)}
            >
              <X aria-hidden />
            </Button>
          </div>
        </div>
      ) : null}
    </output>
  );
}

/** What shows that somebody does something else than to wait for the form that they sent. */
const DOES = ['pointerdown', 'keydown', 'wheel', 'input'] as const;

/**
 * Focuses an element when there is news, if the user has sent a form of the page and has done nothing since.
 * @returns the ref of the element.
 */
function useFocusAfterForm<Element extends HTMLElement>(isNews: boolean) {
  const ref = useRef<Element>(null);
  const waits = useRef(false);
  useEffect(() => {
    const sent = () => void (waits.current = true);
    const does = () => void (waits.current = false);
    document.addEventListener('submit', sent, true);
    for (const type of DOES) document.addEventListener(type, does, { capture: true, passive: true });
    return () => {
      document.removeEventListener('submit', sent, true);
      for (const type of DOES) document.removeEventListener(type, does, true);
    };
  }, []);
  useEffect(() => {
    if (isNews && waits.current) ref.current?.focus();
    waits.current = false;
  }, [isNews]);
  return ref;
}
