import { noteStamp } from '@/app/_ui/page/staleness';
import type { Topic } from '@/workers/aggregators/contract';

/** What a page may follow. `/api/live` refuses a stream with any other topic, and a tab has one stream. */
export type LiveTopic = Topic | `trace:${string}`;

/** News within this time is shown together, because people read no faster. In milliseconds. */
const REFRESH_EVERY_MS = 500;
/**
 * If the answer is not a stream, as from a proxy while the site restarts, browsers do not reconnect by themselves. The
 * page reconnects after a random time from this to twice as long, so that not all pages come at once. The time doubles
 * after each refusal, as when a client has too many streams. Until the stream is open, each attempt checks for news.
 */
const RECONNECT_MS = 5_000;
const MAX_DOUBLINGS = 4;

const followers = new Map<() => void, readonly LiveTopic[]>();
let stream: EventSource | null = null;
let streamKey = '';
let reconnectTimer: ReturnType<typeof setTimeout> | undefined;
/** The number of attempts in a row that got no stream. */
let refusals = 0;
/** True if news may have been missed since the stream was last open. */
let interrupted = false;
let changing = false;

/**
 * Calls back when one of the topics has news, and after a time without a stream, because there may have been some. A
 * hidden tab closes its stream, because browsers allow a site only a few.
 * @returns a function that stops this.
 */
export function follow(topics: readonly LiveTopic[], onNews: () => void): () => void {
  const throttled = throttle(onNews);
  if (followers.size === 0) document.addEventListener('visibilitychange', change);
  followers.set(throttled.call, topics);
  change();
  return () => {
    followers.delete(throttled.call);
    throttled.cancel();
    if (followers.size === 0) document.removeEventListener('visibilitychange', change);
    change();
  };
}

/** Reconnects the stream to the topics of all followers, once the page has settled. */
function change(): void {
  if (changing) return;
  changing = true;
  queueMicrotask(() => {
    changing = false;
    connect();
  });
}

function connect(): void {
  const topics = document.hidden ? [] : [...new Set([...followers.values()].flat())].sort();
  const key = topics.map((topic) => `topic=${encodeURIComponent(topic)}`).join('&');
  if (key === streamKey) return;
  stream?.close();
  clearTimeout(reconnectTimer);
  stream = null;
  streamKey = key;
  if (key === '') {
    interrupted = followers.size > 0;
    return;
  }
  const opened = new EventSource(`/api/live?${key}`);
  stream = opened;
  // The first event of each stream is the stamp of a page rendered now, so that no page is rendered for another person.
  opened.addEventListener('page', ({ data }: MessageEvent<string>) => {
    noteStamp(data);
    if (interrupted) notify();
    interrupted = false;
    refusals = 0;
  });
  opened.addEventListener('error', () => {
    interrupted = true;
    if (opened.readyState !== EventSource.CLOSED || opened !== stream) return;
    if (refusals > 0) notify();
    reconnectTimer = setTimeout(reconnect, RECONNECT_MS * 2 ** Math.min(refusals, MAX_DOUBLINGS) * (1 + Math.random()));
    refusals += 1;
  });
  opened.addEventListener('message', notify);
}

function reconnect(): void {
  streamKey = '';
  connect();
}

function notify(): void {
  for (const onNews of followers.keys()) onNews();
}

/** Calls at once, then at most every half second. The last call is never lost. */
function throttle(callback: () => void): { call: () => void; cancel: () => void } {
  let timer: ReturnType<typeof setTimeout> | null = null;
  let again = false;
  function call(): void {
    if (timer) {
      again = true;
      return;
    }
    callback();
    timer = setTimeout(() => {
      timer = null;
      if (again) call();
      again = false;
    }, REFRESH_EVERY_MS);
  }
  return { call, cancel: () => timer && clearTimeout(timer) };
}
