'use client';

import { CircleCheck, X } from 'lucide-react';
import { useState } from 'react';
import { Button } from '@/app/_ui/base/button';
import { ButtonLink } from '@/app/_ui/base/button-link';
import { CopyLink } from '@/app/_ui/base/copy-link';

interface ItsLiveProps {
  name: string;
  /** The address of its watch page. */
  watch: `/watch/${string}/${string}`;
  /** It is published, and the watch page has it. */
  isLive: boolean;
  isUnlisted: boolean;
}

/** Says that others can watch the video since its page was opened, with what its creator does next. */
export function ItsLive({ name, watch, isLive, isUnlisted }: ItsLiveProps) {
  const [before, setBefore] = useState(isLive);
  const [isNews, setIsNews] = useState(false);
  if (isLive !== before) {
    setBefore(isLive);
    setIsNews(isLive);
  }
  return (
    <output className="block empty:hidden">
      {isNews ? (
        <div className="mb-6 flex flex-wrap items-center gap-x-4 gap-y-3 rounded-2xl border border-accent/35 bg-accent-soft px-5 py-4 sm:px-7">
          <CircleCheck className="size-6 shrink-0 text-accent" aria-hidden />
          <div className="min-w-0 flex-1 basis-48">
            <p className="text-lg font-semibold tracking-tight">It’s live</p>
            <p className="text-muted">
              {isUnlisted ? 'Anyone with the link' : 'Everyone'} can watch “<bdi className="wrap-anywhere">{name}</bdi>”
              now.
            </p>
          </div>
          <div className="flex items-center gap-2">
            <CopyLink path={watch} of={name} variant="primary" />
            <ButtonLink href={watch} variant="secondary" size="small">
              Watch
            </ButtonLink>
            <Button variant="ghost" className="size-11 px-0" aria-label="Close" onClick={() => setIsNews(false)}>
              <X aria-hidden />
            </Button>
          </div>
        </div>
      ) : null}
    </output>
  );
}
