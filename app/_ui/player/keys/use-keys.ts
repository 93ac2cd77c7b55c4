'use client';

import { useEffect, useRef, type RefObject } from 'react';
import { pageKeys } from '../settings/settings';
import { actOf, SCROLLING, type PlayerAction, type UsedBy } from './shortcuts';

/** What takes any key for itself: fields, open dialogs, and lists to choose from. */
const TAKES_ANY =
  'input:not([type=checkbox], [type=radio], [type=range]), textarea, select, dialog, [contenteditable], [role=menu], [role=listbox], [role=tablist], [role=radiogroup]';
const SLIDERS = 'media-time-range, media-volume-range, input[type=range], [role=slider]';
const PRESSED = 'button, a, summary, input, label, [role=button], [tabindex]:not(main, hls-video)';

/**
 * Calls back with what the keys do to the player, anywhere on the page, as long as nothing else uses the key.
 * @param player the element that contains the player.
 * @param onAct null while the keys are somebody else's.
 */
export function useKeys(player: RefObject<HTMLElement | null>, onAct: ((act: PlayerAction) => void) | null): void {
  const latest = useRef(onAct);
  useEffect(() => {
    latest.current = onAct;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (
        !latest.current ||
        event.defaultPrevented ||
        event.ctrlKey ||
        event.metaKey ||
        event.altKey ||
        event.isComposing
      )
        return;
      const { key, repeat, target } = event;
      if (!(target instanceof Element)) return;
      const isInPlayer = player.current?.contains(target) ?? false;
      const act = actOf({ key, repeat, isInPlayer, usedBy: userOf(target, player.current), onPage: pageKeys.get() });
      // A part of the player that is pressed with Space is no button to the browser, which would scroll.
      const isPart = isInPlayer && target.localName.startsWith('media-') && !target.matches(SLIDERS);
      if (act === null && isPart && SCROLLING.has(key)) event.preventDefault();
      if (act === null) return;
      event.preventDefault();
      latest.current(act);
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [player]);
}

function userOf(target: Element, player: HTMLElement | null): UsedBy {
  if (target.closest(TAKES_ANY)) return 'any';
  if (target.closest(SLIDERS)) return 'slider';
  // The player itself and its picture can have the focus, and Space is not a press then.
  const pressed = target.closest(PRESSED);
  return pressed === null || pressed === player ? 'nothing' : 'press';
}
