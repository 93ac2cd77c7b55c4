'use client';

import type { Route } from 'next';
import { useRouter } from 'next/navigation';
import { useEffect, useRef, useTransition, type ComponentProps } from 'react';
import { PendingBar } from './link-pending';

/**
 * A list with very many links to pages of the site, which are plain `<a>`. They work as a `NearLink` does: they load no
 * whole page, and what they lead to is loaded in advance when somebody is about to follow them. One component listens
 * for all of them, because a page with a hundred of Next's links takes milliseconds longer.
 */
export function LinkList(props: ComponentProps<'ol'>) {
  const router = useRouter();
  const [isPending, startTransition] = useTransition();
  const ref = useRef<HTMLOListElement>(null);
  useEffect(() => {
    let near: HTMLAnchorElement | null = null;
    const prepare = ({ target }: Event) => {
      const link = linkOf(target);
      if (link && link !== near) router.prefetch(addressOf(link));
      near = link;
    };
    const follow = (event: MouseEvent) => {
      const link = linkOf(event.target);
      // The browser opens tabs and windows.
      const isPlain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
      if (!link || !isPlain || event.defaultPrevented) return;
      event.preventDefault();
      startTransition(() => router.push(addressOf(link)));
    };
    const list = ref.current!;
    list.addEventListener('click', follow);
    for (const name of NEAR) list.addEventListener(name, prepare, { passive: true });
    return () => {
      list.removeEventListener('click', follow);
      for (const name of NEAR) list.removeEventListener(name, prepare);
    };
  }, [router]);
  return (
    <>
      <ol {...props} ref={ref} />
      {isPending ? <PendingBar /> : null}
    </>
  );
}

/** What happens when somebody is about to follow a link. */
const NEAR = ['pointerover', 'touchstart', 'focusin'];

/** Returns the link of the site in which something happened; null if there is none. */
function linkOf(target: EventTarget | null): HTMLAnchorElement | null {
  const link = target instanceof Element ? target.closest('a') : null;
  return link && link.origin === location.origin && link.target === '' ? link : null;
}

const addressOf = ({ pathname, search, hash }: HTMLAnchorElement) => `${pathname}${search}${hash}` as Route;
