'use client';

import { useEffect, useRef, useState, type PointerEvent, type RefObject } from 'react';
import type { Step } from './steps';

/** What is dragged. */
export type Dragged = { kind: 'lesson' | 'section'; id: string };

/** Where it would be dropped: behind the lesson or section with this id, or at the beginning of the section. */
type Target = { sectionId: string; after: string | null };

/** The pixels from the edge of the window at which the page scrolls, and how far in each frame. */
const EDGE = 90;
const SCROLL_STEP = 14;

/**
 * Lets pointers drag the lessons and sections inside an element: with a mouse, a pen or a finger on a handle. Elements
 * with `data-slot` are the places behind which something can be dropped: `lesson`s, and the head of each `section`.
 * Escape cancels.
 * @param onDrop takes the step that the drop means.
 */
export function useDrag(root: RefObject<HTMLElement | null>, onDrop: (step: Step) => void) {
  const [dragged, setDragged] = useState<Dragged | null>(null);
  const [target, setTarget] = useState<Target | null>(null);
  const stop = useRef(() => {});
  useEffect(() => () => stop.current(), []);

  function start(event: PointerEvent<HTMLElement>, what: Dragged): void {
    if (event.button !== 0 || !root.current) return;
    // A mouse would select text.
    event.preventDefault();
    const handle = event.currentTarget;
    const element = handle.closest<HTMLElement>(what.kind === 'lesson' ? '[data-lesson]' : 'section[data-section]');
    if (!element) return;
    handle.focus({ preventScroll: true });
    handle.setPointerCapture(event.pointerId);
    const startY = event.clientY + window.scrollY;
    let y = event.clientY;
    let hasMoved = false;
    let latest: Target | null = null;

    const place = () => {
      element.style.transform = `translateY(${y + window.scrollY - startY}px)`;
      const next = root.current ? targetAt(root.current, what, y) : null;
      if (next?.sectionId !== latest?.sectionId || next?.after !== latest?.after) setTarget(next);
      latest = next;
    };
    const onMove = (move: globalThis.PointerEvent) => {
      y = move.clientY;
      if (!hasMoved && Math.abs(y + window.scrollY - startY) < 4) return;
      if (!hasMoved) setDragged(what);
      hasMoved = true;
      place();
    };
    let frame = requestAnimationFrame(function scroll() {
      const by = !hasMoved ? 0 : y < EDGE ? -SCROLL_STEP : y > window.innerHeight - EDGE ? SCROLL_STEP : 0;
      if (by !== 0) {
        window.scrollBy(0, by);
        place();
      }
      frame = requestAnimationFrame(scroll);
    });
    const end = (isDropped: boolean) => {
      cancelAnimationFrame(frame);
      for (const [type, listener] of listeners) handle.removeEventListener(type, listener as EventListener);
      document.removeEventListener('keydown', onKey);
      element.style.transform = '';
      setDragged(null);
      setTarget(null);
      stop.current = () => {};
      if (isDropped && hasMoved && latest) onDrop(stepOf(what, latest));
    };
    const onKey = (key: KeyboardEvent) => {
      if (key.key === 'Escape') end(false);
    };
    const listeners = [
      ['pointermove', onMove],
      ['pointerup', () => end(true)],
      ['pointercancel', () => end(false)],
    ] as const;
    for (const [type, listener] of listeners) handle.addEventListener(type, listener as EventListener);
    document.addEventListener('keydown', onKey);
    stop.current = () => end(false);
  }

  /** Returns whether something is about to be dropped behind this item; null is the beginning of the section. */
  const isTarget = (sectionId: string, after: string | null) =>
    target !== null && target.sectionId === sectionId && target.after === after;

  return { dragged, isTarget, start };
}

/** Returns the place behind the last slot whose middle is above the pointer. Null above the first section. */
function targetAt(root: HTMLElement, { kind, id }: Dragged, y: number): Target | null {
  let found: Target | null = null;
  const slots = kind === 'lesson' ? root.querySelectorAll<HTMLElement>('[data-slot]') : sectionsIn(root);
  for (const slot of slots) {
    const { lesson, section = '' } = slot.dataset;
    if ((kind === 'lesson' ? lesson : section) === id) continue;
    const { top, height } = slot.getBoundingClientRect();
    if (top + height / 2 > y && found !== null) break;
    if (kind === 'lesson') found = { sectionId: section, after: lesson ?? null };
    else if (top + height / 2 <= y) found = { sectionId: section, after: section };
  }
  return found ?? (kind === 'section' ? { sectionId: '', after: null } : null);
}

function sectionsIn(root: HTMLElement): NodeListOf<HTMLElement> {
  return root.querySelectorAll<HTMLElement>('section[data-section]');
}

function stepOf({ kind, id }: Dragged, { sectionId, after }: Target): Step {
  return kind === 'lesson'
    ? { do: 'move-lesson', lessonId: id, sectionId, afterLessonId: after }
    : { do: 'move-section', sectionId: id, afterSectionId: after };
}
