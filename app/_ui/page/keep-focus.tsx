'use client';

import { useEffect } from 'react';

const HEADINGS = 'h1, h2, h3';
const BUTTONS = 'button:not(:disabled), summary';

/**
 * Keeps the keyboard's place on the page. A focused element may be removed by its own action: a button that did its
 * work, an item that was deleted. Browsers then move the focus to the body, and the next Tab begins at the top. This
 * moves it to the button that replaced the element, or to the heading of its part of the page. Use it once, in the
 * layout.
 */
export function KeepFocus() {
  useEffect(() => {
    /** The focused element and its ancestors, from the inside out. */
    let path: readonly Element[] = [];
    const onFocus = ({ target }: FocusEvent) => {
      path = target instanceof Element ? pathOf(target) : [];
    };
    // Forget the focused element when the user moves focus away.
    const onBlur = () =>
      setTimeout(() => document.activeElement === document.body && path[0]?.isConnected && (path = []));
    const observer = new MutationObserver(() => {
      if (path.length === 0 || path[0]!.isConnected) return;
      const lost = path;
      path = [];
      // Runs after the effects of the new elements, which may have taken the focus themselves.
      setTimeout(() => isLost() && placeFor(lost)?.focus({ preventScroll: true }));
    });
    document.addEventListener('focusin', onFocus);
    document.addEventListener('focusout', onBlur);
    observer.observe(document.body, { childList: true, subtree: true });
    return () => {
      document.removeEventListener('focusin', onFocus);
      document.removeEventListener('focusout', onBlur);
      observer.disconnect();
    };
  }, []);
  return null;
}

function pathOf(element: Element): Element[] {
  return [element, ...(element.parentElement ? pathOf(element.parentElement) : [])];
}

function isLost(): boolean {
  return document.activeElement === null || document.activeElement === document.body;
}

/** @param path the focused element and its ancestors, from the inside out. */
function placeFor(path: readonly Element[]): HTMLElement | null {
  const depth = path.findIndex((element) => element.isConnected);
  const main = document.querySelector('main');
  if (depth < 0) return main;
  // A row of buttons in which one was replaced by another.
  const instead = depth === 1 ? path[1]!.querySelector<HTMLElement>(`:scope > :is(${BUTTONS})`) : null;
  if (instead) return instead;
  for (const element of path.slice(depth)) {
    if (element instanceof HTMLElement && element.hasAttribute('tabindex')) return element;
    const heading = element.querySelector<HTMLElement>(HEADINGS);
    if (heading && element !== document.body) return focusable(heading);
  }
  return main;
}

/** Makes a heading focusable by script, but not by the Tab key. */
function focusable(heading: HTMLElement): HTMLElement {
  if (!heading.hasAttribute('tabindex')) heading.tabIndex = -1;
  return heading;
}
