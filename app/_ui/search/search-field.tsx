'use client';

import { Search } from 'lucide-react';
import Form from 'next/form';
import { usePathname, useSearchParams } from 'next/navigation';
import { useEffect, useEffectEvent, useRef, useState, type ComponentType } from 'react';
import { ClosePopover } from '@/app/_ui/base/close-popover';
import { QUERY_MAX } from '@/text/search-query';
import type { SuggestionsProps } from './suggestions';

/**
 * The field that searches the site. It is a form, and works as one without scripts. The script of its suggestions is
 * loaded when somebody touches it.
 */
export function SearchField({ className, onSearched }: { className?: string; onSearched?: () => void }) {
  const [field, setField] = useState<HTMLInputElement | null>(null);
  const [Suggestions, setSuggestions] = useState<ComponentType<SuggestionsProps> | null>(null);
  const isSearch = usePathname() === '/search';
  const given = useSearchParams().get('q');
  const shown = isSearch ? (given ?? '') : '';
  const load = () => {
    if (!Suggestions) void import('./suggestions').then((loaded) => setSuggestions(() => loaded.Suggestions));
  };
  const loadFocused = useEffectEvent(load);
  useEffect(() => {
    // It may have the focus before this script runs.
    if (field !== null && field === document.activeElement) loadFocused();
  }, [field]);
  return (
    <search className={className}>
      <Form action="/search" prefetch={false} onSubmit={onSearched} className="relative flex min-w-0">
        <input
          // Shows what was searched after each search.
          key={shown}
          ref={setField}
          type="search"
          name="q"
          defaultValue={shown}
          maxLength={QUERY_MAX}
          aria-label="Search tutorials"
          placeholder="Search tutorials"
          autoComplete="off"
          autoCapitalize="off"
          enterKeyHint="search"
          dir="auto"
          onFocus={load}
          className="min-h-11 w-full min-w-0 rounded-l-full border border-line-strong bg-surface px-4.5 text-base text-ink placeholder:text-muted/80 hover:border-ink/60 focus-visible:z-10 focus-visible:outline-offset-0"
        />
        <button
          type="submit"
          className="grid min-h-11 w-12 shrink-0 place-items-center rounded-r-full border border-l-0 border-line-strong bg-sunken text-muted hover:text-ink"
        >
          <Search aria-hidden className="size-5" />
          <span className="sr-only">Search</span>
        </button>
        {Suggestions && field ? <Suggestions field={field} /> : null}
      </Form>
    </search>
  );
}

const fieldOf = (sheet: HTMLElement | null) => sheet?.querySelector('input') ?? null;

/** The search in the header: the field, or on small screens an icon that opens it. */
export function HeaderSearch() {
  const sheet = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      const types = target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || types || event.defaultPrevented)
        return;
      const field = fieldOf(sheet.current);
      if (!sheet.current || !field) return;
      event.preventDefault();
      // Hidden on small screens until it is opened.
      if (field.offsetParent === null) sheet.current.showPopover();
      field.focus();
      field.select();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
  return (
    <>
      <button
        type="button"
        popoverTarget="header-search"
        className="ml-auto grid size-11 shrink-0 place-items-center rounded-lg text-muted hover:text-ink lg:hidden"
      >
        <Search aria-hidden className="size-5" />
        <span className="sr-only">Open the search</span>
      </button>
      <div
        ref={sheet}
        id="header-search"
        popover="auto"
        onToggle={(event) => {
          if (event.newState === 'open') fieldOf(event.currentTarget)?.focus();
        }}
        className="fixed inset-x-0 top-0 bottom-auto m-0 w-full max-w-none items-center gap-1 overflow-visible border-0 border-b border-line bg-surface p-2.5 text-ink shadow-floating open:flex lg:static lg:mx-auto lg:flex lg:w-auto lg:max-w-xl lg:flex-1 lg:border-0 lg:bg-transparent lg:p-0 lg:shadow-none"
      >
        <SearchField className="flex-1" onSearched={() => sheet.current?.hidePopover()} />
        <ClosePopover target="header-search" label="Close the search" />
      </div>
    </>
  );
}
