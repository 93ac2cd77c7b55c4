'use client';

import { createContext, useContext, useEffect, useState, type ReactNode } from 'react';
import type { PageStamp } from '@/app/_lib/commands/page-stamp';
import { announcePerson } from './other-tabs';

/** The person and the build of the page, and the person's name. */
export interface Page extends PageStamp {
  name: string | null;
}

const PageContext = createContext<Page>({ person: 'visitor', build: '', name: null });

/** Provides the stamp to every component of a page. The layout renders it once. */
export function PageProvider({ page, children }: { page: Page; children: ReactNode }) {
  useEffect(() => announcePerson(page.person), [page.person]);
  return <PageContext value={page}>{children}</PageContext>;
}

/**
 * Returns the page at the time that the calling component was mounted. It stays the same if another person signs in
 * later.
 */
export function useOwnPage(): Page {
  const page = useContext(PageContext);
  const [own] = useState(page);
  return own;
}

/** Returns the stamp that is sent with a write. */
export function stampOf({ person, build }: PageStamp): string {
  return `${person}.${build}`;
}
