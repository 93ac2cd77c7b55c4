/**
 * Asks before the user leaves a page, if something would be lost. For a tab that closes or loads another page, the
 * browser asks in its own words. For a link within the site and for the back button, the page asks with this question.
 */
const QUESTION = 'You have unsaved changes on this page. Leave it? They will still be here when you come back.';

/** What would be lost: `page` on any way off the page, `tab` only when its scripts end, as for an upload. */
export type Loss = 'page' | 'tab';

const losses = new Map<object, Loss>();
const listeners = new Set<() => void>();
let isAllowed = false;

/** Registers a loss until the returned function is called. */
export function askBeforeLeaving(loss: Loss): () => void {
  const key = {};
  isAllowed = false;
  losses.set(key, loss);
  if (losses.size === 1) listen();
  notify();
  return () => {
    losses.delete(key);
    if (losses.size === 0) stopListening();
    notify();
  };
}

/** Calls the listener whenever the answer of `wouldLose` may change. @returns a function that stops this. */
export function subscribeToLosses(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function notify(): void {
  for (const listener of listeners) listener();
}

/** Loads the page again. It does not ask about typed text, which is in its draft, but it does about an upload. */
export function loadAgain(): void {
  allowLeaving();
  location.reload();
}

/** Does not ask at the next navigation, because the typed text is in its draft. */
export function allowLeaving(): void {
  isAllowed = true;
  setTimeout(() => (isAllowed = false), 1_000);
}

/** Returns whether something would be lost; with `loss`, something of this kind. */
export function wouldLose(loss?: Loss): boolean {
  return loss === undefined ? losses.size > 0 : [...losses.values()].includes(loss);
}

function onUnload(event: BeforeUnloadEvent): void {
  if (wouldLose('tab') || (wouldLose('page') && !isAllowed)) event.preventDefault();
}

function onClick(event: MouseEvent): void {
  const leaving = wouldLose('page') ? leavingElement(event) : null;
  if (!leaving) return;
  if (leaving.dataset.keepsWords !== undefined) return allowLeaving();
  if (window.confirm(QUESTION)) return allowLeaving();
  event.preventDefault();
  event.stopPropagation();
}

/** Returns the link or button within the site that a click follows in this tab; null for any other click. */
export function leavingElement(event: MouseEvent): HTMLElement | null {
  if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return null;
  const leaving = (event.target as Element).closest<HTMLElement>('a[href], [data-leaves]');
  return leaving && leadsAway(leaving) ? leaving : null;
}

/** False for links to another site, where the browser asks, and for links to a place on this page or to another tab. */
function leadsAway(element: HTMLElement): boolean {
  if (!(element instanceof HTMLAnchorElement)) return true;
  if ((element.target && element.target !== '_self') || element.hasAttribute('download')) return false;
  const { origin, pathname, search } = new URL(element.href, location.href);
  return origin === location.origin && pathname + search !== location.pathname + location.search;
}

/** Handles the back and forward buttons, if the browser lets a page ask. */
function onNavigate(event: NavigateEvent): void {
  if (event.navigationType !== 'traverse' || !event.cancelable || event.hashChange || !wouldLose('page')) return;
  if (window.confirm(QUESTION)) allowLeaving();
  else event.preventDefault();
}

function listen(): void {
  window.addEventListener('beforeunload', onUnload);
  window.addEventListener('click', onClick, true);
  window.navigation?.addEventListener('navigate', onNavigate);
}

function stopListening(): void {
  window.removeEventListener('beforeunload', onUnload);
  window.removeEventListener('click', onClick, true);
  window.navigation?.removeEventListener('navigate', onNavigate);
}
