'use client';

import { useEffect, useRef } from 'react';

/** The player's keys that the page itself does not use. Space and the arrows up and down scroll the page. */
const KEYS = new Set(['k', 'j', 'l', 'c', 'f', 'm', 'p', '<', '>', 'ArrowLeft', 'ArrowRight']);

/**
 * Lets the player's keys work anywhere on the page, as long as nothing else has the focus.
 * @param onKey takes the `keyup` of such a key.
 */
export function usePageHotkeys(onKey: (event: KeyboardEvent) => void): void {
  const latest = useRef(onKey);
  useEffect(() => {
    latest.current = onKey;
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => {
      const free = event.target === document.body || event.target === document.querySelector('main');
      if (!free || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || !KEYS.has(event.key))
        return;
      latest.current(event);
    };
    document.addEventListener('keyup', listener);
    return () => document.removeEventListener('keyup', listener);
  }, []);
}
