'use client';

import { useEffect, type RefObject } from 'react';
import type { CaptionTrack } from '@/app/_lib/captions/track';
import { captionsChoice, captionsOf, chosenOf, keepChoice } from './choice';
import { captionLooks, looksCss } from './looks';

/**
 * Shows the captions that the viewer chose the last time, with the looks that they chose, and keeps a new choice. A
 * video without captions in that language shows none, and changes nothing.
 */
export function useCaptions(media: RefObject<HTMLMediaElement | null>, tracks: readonly CaptionTrack[]): void {
  useEffect(() => {
    const element = media.current;
    const list = element?.textTracks;
    if (!list || tracks.length === 0) return;
    let isOurs = false;
    const show = () => {
      const own = captionsOf(element);
      const chosen = chosenOf(own, captionsChoice.get());
      isOurs = true;
      for (const track of own) track.mode = track === chosen ? 'showing' : 'disabled';
      // Browsers report changes of modes in a task of their own.
      setTimeout(() => (isOurs = false));
    };
    const onChange = () => {
      if (!isOurs) keepChoice(element);
    };
    const stopStyling = styleCaptions(element);
    show();
    list.addEventListener('addtrack', show);
    list.addEventListener('change', onChange);
    return () => {
      list.removeEventListener('addtrack', show);
      list.removeEventListener('change', onChange);
      stopStyling();
    };
  }, [media, tracks]);
}

/**
 * Lifts the captions above the controls while these are shown: the browser shows both at the bottom. At the end of the
 * video, they make room for what comes next. The rules are for elements inside the browser's own player, so they have to
 * be in the player's shadow.
 */
const PLACE = `video::-webkit-media-text-track-container {
  translate: 0 calc(-1 * var(--captions-lift, 0px));
  opacity: var(--captions-opacity, 1);
  transition: translate 0.2s;
}`;

/** Gives the captions the chosen looks, also when they change. @returns a function that ends this. */
function styleCaptions(player: HTMLElement): () => void {
  const root = player.shadowRoot;
  if (!root) return () => {};
  const sheet = new CSSStyleSheet();
  const write = () => sheet.replaceSync(`${PLACE} video::cue { ${looksCss(captionLooks.get())} }`);
  write();
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  const stop = captionLooks.follow(write);
  return () => {
    stop();
    root.adoptedStyleSheets = root.adoptedStyleSheets.filter((other) => other !== sheet);
  };
}
