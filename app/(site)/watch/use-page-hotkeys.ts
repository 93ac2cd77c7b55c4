'use client';

import type { MediaController } from 'media-chrome';
import { useEffect, useRef, type RefObject } from 'react';

/** The player's keys that the page itself does not use. Space and the arrows up and down scroll the page. */
const KEYS = new Set(['k', 'j', 'l', 'f', 'm', 'p', '<', '>', 'ArrowLeft', 'ArrowRight']);

/**
 * Lets the player's keys work anywhere on the page, as long as nothing else has the focus.
 * @returns the ref to give to the MediaController.
 */
export function usePageHotkeys(): RefObject<MediaController | null> {
  const controller = useRef<MediaController>(null);
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const free = event.target === document.body || event.target === document.querySelector('main');
      if (!free || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || !KEYS.has(event.key))
        return;
      controller.current?.keyboardShortcutHandler(event);
    };
    document.addEventListener('keyup', onKey);
    return () => document.removeEventListener('keyup', onKey);
  }, []);
  return controller;
}
