'use client';

import type { MediaController } from 'media-chrome';
import { useEffect, useRef, type RefObject } from 'react';
import type { PlayerAction } from './keys/shortcuts';

/** Two taps within this time are a double tap, in milliseconds. */
const DOUBLE_TAP_MS = 350;

/**
 * A double tap at a side of the picture goes ten seconds back or forward, and each further tap ten more. A double click
 * is full screen. One tap shows the controls, and one click pauses: that is the controller's. It hides the controls when
 * the mouse leaves, which after a tap is only the browser's imitation of a mouse.
 */
export function useGestures(controller: RefObject<MediaController | null>, onAct: (act: PlayerAction) => void): void {
  const latest = useRef(onAct);
  useEffect(() => {
    latest.current = onAct;
  });
  useEffect(() => {
    const element = controller.current;
    if (!element) return;
    let last = { side: null as PlayerAction | null, at: 0 };
    let isTouched = false;
    const onPointer = ({ pointerType }: PointerEvent) => {
      isTouched = pointerType === 'touch';
    };
    const onLeave = (event: MouseEvent) => {
      if (isTouched) event.stopImmediatePropagation();
    };
    const isPicture = ({ target }: Event) => target === element || target === element.media;
    const onTap = (event: PointerEvent) => {
      if (event.pointerType !== 'touch' || !isPicture(event)) return;
      const side = sideOf(event.clientX, element.getBoundingClientRect());
      if (side !== null && side === last.side && event.timeStamp - last.at < DOUBLE_TAP_MS) latest.current(side);
      last = { side, at: event.timeStamp };
    };
    const onDoubleClick = (event: MouseEvent) => {
      // Two taps are also a double click.
      if (isPicture(event) && !matchMedia('(pointer: coarse)').matches) latest.current('fullscreen');
    };
    element.addEventListener('pointerdown', onPointer);
    element.addEventListener('pointermove', onPointer);
    // Comes before the controller's own listener.
    element.addEventListener('mouseleave', onLeave, { capture: true });
    element.addEventListener('pointerup', onTap);
    element.addEventListener('dblclick', onDoubleClick);
    return () => {
      element.removeEventListener('pointerdown', onPointer);
      element.removeEventListener('pointermove', onPointer);
      element.removeEventListener('mouseleave', onLeave, { capture: true });
      element.removeEventListener('pointerup', onTap);
      element.removeEventListener('dblclick', onDoubleClick);
    };
  }, [controller]);
}

/** Returns what a double tap does there: nothing in the middle third. */
function sideOf(x: number, { left, width }: DOMRect): PlayerAction | null {
  if (x < left + width / 3) return 'back';
  return x > left + (width * 2) / 3 ? 'forward' : null;
}
