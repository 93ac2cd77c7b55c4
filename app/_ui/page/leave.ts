/**
 * Asks before a page is left where that would lose something. A tab that closes or loads another page asks in the
 * browser's words, a link within the site and the back button in ours.
 */
const QUESTION = 'You have unsaved changes on this page. Leave it? They will still be here when you come back.';

/** What would be lost: `page` by any way off the page, `tab` only when its scripts end, as an upload. */
export type Loss = 'page' | 'tab';

const losses = new Map<object, Loss>();
const listeners = new Set<() => void>();
let isFree = false;

/** Notes that something would be lost, until the returned function is called. */
export function askBeforeLeaving(loss: Loss): () => void {
  const key = {};
  isFree = false;
  losses.set(key, loss);
  if (losses.size === 1) listen();
  notify();
  return () => {
    losses.delete(key);
    if (losses.size === 0) stopListening();
    notify();
  };
}

/** Has a listener called whenever `wouldLose` may answer something else. @returns how to stop. */
export function subscribeToLosses(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function notify(): void {
  for (const listener of listeners) listener();
}

/** Loads the page again. What was typed is in its draft, so it asks nothing for that; it does for an upload. */
export function loadAgain(): void {
  leaveFreely();
  location.reload();
}

/** Asks nothing for the next navigation: what was typed is in its draft. */
export function leaveFreely(): void {
  isFree = true;
  setTimeout(() => (isFree = false), 1_000);
}

/** Whether anything would be lost, or something of this kind. */
export function wouldLose(loss?: Loss): boolean {
  return loss === undefined ? losses.size > 0 : [...losses.values()].includes(loss);
}

function onUnload(event: BeforeUnloadEvent): void {
  if (wouldLose('tab') || (wouldLose('page') && !isFree)) event.preventDefault();
}

function onClick(event: MouseEvent): void {
  const leaving = wouldLose('page') ? leadingAway(event) : null;
  if (!leaving) return;
  if (leaving.dataset.keepsWords !== undefined) return leaveFreely();
  if (window.confirm(QUESTION)) return leaveFreely();
  event.preventDefault();
  event.stopPropagation();
}

/** The link or button within the site that a click follows in this tab; null for any other click. */
export function leadingAway(event: MouseEvent): HTMLElement | null {
  if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return null;
  const leaving = (event.target as Element).closest<HTMLElement>('a[href], [data-leaves]');
  return leaving && leadsAway(leaving) ? leaving : null;
}

/** Not for links to another site, where the browser asks, nor to a place on this page or to another tab. */
function leadsAway(element: HTMLElement): boolean {
  if (!(element instanceof HTMLAnchorElement)) return true;
  if ((element.target && element.target !== '_self') || element.hasAttribute('download')) return false;
  const { origin, pathname, search } = new URL(element.href, location.href);
  return origin === location.origin && pathname + search !== location.pathname + location.search;
}

/** The back and forward buttons, if the browser lets a page ask. */
function onNavigate(event: NavigateEvent): void {
  if (event.navigationType !== 'traverse' || !event.cancelable || event.hashChange || !wouldLose('page')) return;
  if (window.confirm(QUESTION)) leaveFreely();
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
