import { notePerson } from './staleness';

const CHANNEL = 'page';

let channel: BroadcastChannel | null = null;
let isFollowing = false;

/** Tells the browser's other tabs, which share the session, whose page this tab shows, and listens for theirs. */
export function announcePerson(person: string): void {
  notePerson(person);
  if (typeof BroadcastChannel !== 'function') return;
  if (!isFollowing) followTabs();
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a channel has one origin
  channel?.postMessage(person);
}

function followTabs(): void {
  isFollowing = true;
  open();
  // With an open channel the browser would not keep the page for its back button.
  window.addEventListener('pagehide', () => {
    channel?.close();
    channel = null;
  });
  window.addEventListener('pageshow', ({ persisted }) => persisted && open());
}

function open(): void {
  channel = new BroadcastChannel(CHANNEL);
  channel.addEventListener('message', ({ data }) => notePerson(String(data)));
}
