'use client';

import { createContext, useContext, useEffect, useState, type ReactNode } from 'react';
import type { PageStamp } from '@/app/_lib/commands/page-stamp';
import { announcePerson } from './other-tabs';

/** Whose the page is, of which build, and what that person is called. */
export interface Page extends PageStamp {
  name: string | null;
}

const PageContext = createContext<Page>({ person: 'visitor', build: '', name: null });

/** Provides the stamp to everything on a page. The layout renders it once. */
export function PageProvider({ page, children }: { page: Page; children: ReactNode }) {
  useEffect(() => announcePerson(page.person), [page.person]);
  return <PageContext value={page}>{children}</PageContext>;
}

/** Whose page the caller was on when it appeared: it stays theirs, though another person signs in meanwhile. */
export function useOwnPage(): Page {
  const page = useContext(PageContext);
  const [own] = useState(page);
  return own;
}

/** What is sent along with a write. */
export function stampOf({ person, build }: PageStamp): string {
  return `${person}.${build}`;
}
