'use client';

import { ChevronDown, LayoutGrid } from 'lucide-react';
import Link from 'next/link';
import { useRef } from 'react';
import { LinkPending } from '@/app/_ui/base/link-pending';
import { PLACES } from './places';

/**
 * Leads to the lists of videos. It is a popover of the browser, as the account's menu: it opens, closes and handles
 * Escape without JavaScript. The script only closes it when a link in it is followed, because the page then stays loaded.
 */
export function BrowseMenu() {
  const menu = useRef<HTMLElement>(null);
  const close = () => menu.current?.hidePopover();
  return (
    <>
      <button
        type="button"
        popoverTarget="browse-menu"
        className="flex min-h-11 min-w-11 items-center justify-center gap-1.5 rounded-lg font-medium text-muted transition-colors hover:text-ink sm:px-3"
      >
        <LayoutGrid aria-hidden className="size-5 sm:hidden" />
        <span className="max-sm:sr-only">Browse</span>
        <ChevronDown aria-hidden className="size-4 max-sm:hidden" />
      </button>
      <nav
        ref={menu}
        id="browse-menu"
        popover="auto"
        aria-label="Browse"
        className="absolute inset-auto top-15 left-4 w-64 rounded-2xl border border-line bg-surface p-2 text-ink shadow-floating sm:left-48 lg:left-50 xl:left-[max(12.5rem,calc((100vw-96rem)/2+12.5rem))]"
      >
        <ul>
          {PLACES.map(({ href, label, Icon }) => (
            <li key={href}>
              <Link
                href={href}
                prefetch={false}
                onClick={close}
                className="flex min-h-11 items-center gap-3 rounded-lg px-3 hover:bg-sunken"
              >
                <Icon aria-hidden className="size-4.5 text-muted" />
                {label}
                <LinkPending />
              </Link>
            </li>
          ))}
        </ul>
      </nav>
    </>
  );
}
