'use client';

/* oxlint-disable jsx-a11y/prefer-tag-over-role -- a datalist cannot be styled, and does not search when it is chosen from */

import { Search } from 'lucide-react';
import { useEffect, useId, useRef, useState } from 'react';

export interface SuggestionsProps {
  /** The field, which has the focus all the time. */
  field: HTMLInputElement;
}

/** How long to wait after a key before asking, in milliseconds. */
const PAUSE_MS = 120;

/** Asks the site for suggestions. None if it cannot be reached: the search works without them. */
async function fetchSuggestions(typed: string, signal: AbortSignal): Promise<readonly string[]> {
  const answer = await fetch(`/api/search/suggestions?${new URLSearchParams({ q: typed })}`, { signal });
  return answer.ok ? ((await answer.json()) as { suggestions: string[] }).suggestions : [];
}

function search(field: HTMLInputElement, text: string): void {
  field.value = text;
  field.form?.requestSubmit();
}

/**
 * The list of suggestions below a search field, which becomes a combobox: the arrow keys choose one, Enter searches for it,
 * Escape closes the list.
 */
export function Suggestions({ field }: SuggestionsProps) {
  const id = useId();
  const [suggestions, setSuggestions] = useState<readonly string[]>([]);
  const [isOpen, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const shown = isOpen ? suggestions : [];
  const latest = useRef({ shown, active });
  useEffect(() => {
    latest.current = { shown, active };
  });

  useEffect(() => {
    let asking = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = () => {
      clearTimeout(timer);
      asking.abort();
      asking = new AbortController();
      const { signal } = asking;
      const typed = field.value;
      setActive(-1);
      if (typed.trim() === '') return setSuggestions([]);
      timer = setTimeout(() => {
        fetchSuggestions(typed, signal).then(
          (found) => {
            if (signal.aborted) return;
            setSuggestions(found);
            setOpen(document.activeElement === field);
          },
          () => {},
        );
      }, PAUSE_MS);
    };
    const close = () => setOpen(false);
    const onKey = (event: KeyboardEvent) => {
      const { shown: list, active: at } = latest.current;
      if (event.isComposing) return;
      if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
        if (list.length === 0) return setOpen(true);
        event.preventDefault();
        const step = event.key === 'ArrowDown' ? 1 : -1;
        // Between the last and the first one, none is chosen.
        setActive(((at + 1 + step + list.length + 1) % (list.length + 1)) - 1);
      } else if (event.key === 'Enter' && list[at] !== undefined) {
        event.preventDefault();
        search(field, list[at]);
      } else if (event.key === 'Escape' && list.length > 0) {
        // Only the list closes, not what the field is in.
        event.preventDefault();
        event.stopPropagation();
        close();
      }
    };
    field.addEventListener('input', ask);
    field.addEventListener('keydown', onKey);
    field.addEventListener('blur', close);
    field.form?.addEventListener('submit', close);
    // What was typed while this script was loading.
    if (field.value !== field.defaultValue) ask();
    return () => {
      clearTimeout(timer);
      asking.abort();
      field.removeEventListener('input', ask);
      field.removeEventListener('keydown', onKey);
      field.removeEventListener('blur', close);
      field.form?.removeEventListener('submit', close);
    };
  }, [field]);

  useEffect(() => {
    const attributes = {
      ...{ role: 'combobox', 'aria-autocomplete': 'list', 'aria-controls': `${id}-list` },
      'aria-expanded': String(shown.length > 0),
      'aria-activedescendant': shown[active] === undefined ? '' : `${id}-${active}`,
    };
    for (const [name, value] of Object.entries(attributes)) field.setAttribute(name, value);
  });

  return (
    <>
      <div
        id={`${id}-list`}
        role="listbox"
        aria-label="Suggestions"
        hidden={shown.length === 0}
        className="absolute inset-x-0 top-full z-50 mt-1.5 max-h-[70dvh] overflow-y-auto rounded-2xl border border-line bg-surface py-2 shadow-floating"
      >
        {shown.map((text, index) => (
          // The keyboard is handled by the field, which keeps the focus.
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
          <div
            key={text}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === active}
            tabIndex={-1}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => {
              setOpen(false);
              search(field, text);
            }}
            onPointerMove={() => setActive(index)}
            className="flex min-h-11 cursor-pointer items-center gap-3 px-4.5 py-1.5 aria-selected:bg-sunken"
          >
            <Search aria-hidden className="size-4 shrink-0 text-muted" />
            <span dir="auto" className="min-w-0 truncate">
              {text}
            </span>
          </div>
        ))}
      </div>
      <output className="sr-only">
        {shown.length === 0 ? '' : `${shown.length} ${shown.length === 1 ? 'suggestion' : 'suggestions'}`}
      </output>
    </>
  );
}
