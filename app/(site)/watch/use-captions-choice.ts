'use client';

import { useEffect, type RefObject } from 'react';
import { safeStorage } from '@/app/_lib/safe-storage';
import type { CaptionTrack } from '@/app/_lib/captions/track';

/** The language and the name of the captions that somebody has switched on, in this browser. Absent: off. */
const KEY = 'captions';

/**
 * Shows the captions that the viewer chose the last time, and keeps a new choice. A video without captions in that
 * language shows none, and changes nothing.
 */
export function useCaptionsChoice(media: RefObject<HTMLMediaElement | null>, tracks: readonly CaptionTrack[]): void {
  useEffect(() => {
    const list = media.current?.textTracks;
    if (!list || tracks.length === 0) return;
    const own = () => [...list].filter(({ kind }) => kind === 'captions');
    let isOurs = false;
    const show = () => {
      const chosen = chosenOf(own());
      isOurs = true;
      for (const track of own()) track.mode = track === chosen ? 'showing' : 'disabled';
      // Browsers report changes of modes in a task of their own.
      setTimeout(() => (isOurs = false));
    };
    const keep = () => {
      if (isOurs) return;
      const shown = own().find(({ mode }) => mode === 'showing');
      if (shown) safeStorage('local').set(KEY, JSON.stringify([shown.language, shown.label]));
      else safeStorage('local').remove(KEY);
    };
    liftCaptions(media.current);
    show();
    list.addEventListener('addtrack', show);
    list.addEventListener('change', keep);
    return () => {
      list.removeEventListener('addtrack', show);
      list.removeEventListener('change', keep);
    };
  }, [media, tracks]);
}

const lifted = new WeakSet<ShadowRoot>();

/**
 * Lifts the captions above the controls while these are shown: the browser shows both at the bottom. The rule is for an
 * element inside the browser's own player, so it has to be in the player's shadow.
 */
function liftCaptions(player: HTMLElement | null): void {
  const root = player?.shadowRoot;
  if (!root || lifted.has(root)) return;
  lifted.add(root);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(
    'video::-webkit-media-text-track-container { translate: 0 calc(-1 * var(--captions-lift, 0px)); transition: translate 0.2s }',
  );
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
}

function chosenOf(tracks: readonly TextTrack[]): TextTrack | null {
  const [language, label] = readChoice();
  const inLanguage = tracks.filter((track) => track.language === language);
  return inLanguage.find((track) => track.label === label) ?? inLanguage[0] ?? null;
}

function readChoice(): readonly unknown[] {
  try {
    const kept: unknown = JSON.parse(safeStorage('local').get(KEY) ?? '[]');
    return Array.isArray(kept) ? kept : [];
  } catch {
    return [];
  }
}
