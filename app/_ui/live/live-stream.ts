import { noteStamp } from '@/app/_ui/page/staleness';
import type { Topic } from '@/workers/aggregators/contract';

/** What a page may follow. `/api/live` refuses a stream with any other topic, and a tab has one stream. */
export type LiveTopic = Topic | `trace:${string}`;

/** News within this time is shown together: people read no faster. */
const REFRESH_EVERY_MS = 500;
/**
 * Where the answer is no stream, as from a proxy while the site restarts, browsers do not try again by themselves. The
 * page does, after a time from this to twice as long, so that not all pages come at once; longer each time it is
 * refused again, as where a client has too many streams. Until it has one, it checks for news at each attempt.
 */
const COME_BACK_MS = 5_000;
const MOST_DOUBLINGS = 4;

const followers = new Map<() => void, readonly LiveTopic[]>();
let stream: EventSource | null = null;
let streamKey = '';
let comingBack: ReturnType<typeof setTimeout> | undefined;
/** Attempts in a row that had no stream for an answer. */
let refusals = 0;
/** News may have been missed since the stream was last open. */
let interrupted = false;
let changing = false;

/**
 * Calls back when one of the topics has news, and after a time without a stream, when there may have been some. A
 * hidden tab closes its stream: browsers allow few of them to one site.
 * @returns how to stop.
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

/** Once the page has settled, makes the stream fit who follows what. */
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
  clearTimeout(comingBack);
  stream = null;
  streamKey = key;
  if (key === '') {
    interrupted = followers.size > 0;
    return;
  }
  const opened = new EventSource(`/api/live?${key}`);
  stream = opened;
  // The first event of each stream: whose the page would be now, so that none is rendered for somebody else.
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
    comingBack = setTimeout(comeBack, COME_BACK_MS * 2 ** Math.min(refusals, MOST_DOUBLINGS) * (1 + Math.random()));
    refusals += 1;
  });
  opened.addEventListener('message', notify);
}

function comeBack(): void {
  streamKey = '';
  connect();
}

function notify(): void {
  for (const onNews of followers.keys()) onNews();
}

/** Calls at once, then at most every half second, the last time included. */
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
