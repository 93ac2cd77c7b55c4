import 'server-only';
import { EventEmitter } from 'node:events';
import { replica } from '@/app/_lib/queries/database';
import { environment } from '@/app/_lib/environment';
import { announcements } from './announcements';
import { holdUntil } from './hold-until';
import { oncePerProcess } from '@/app/_lib/once-per-process';

/** The longest time from the rendering of a page to its stream, in milliseconds. */
const RECENT_MS = 10_000;
/** How often every subscriber looks for itself if notifications are off, in milliseconds. */
const POLL_EVERY_MS = 3_000;

/**
 * The news of this app process, from its announcements, fanned out to all subscribers. A topic is one that an aggregator
 * announces, or `trace:<id>`. If pages read from a replica, news is passed on when the replica has the rows that it is
 * about.
 */
class News {
  readonly #events = new EventEmitter().setMaxListeners(0);
  /** The time of the last news of each topic, oldest first. */
  readonly #times = new Map<string, number>();

  constructor() {
    if (environment.NOTIFICATIONS === 'off') {
      setInterval(() => this.#events.emit('everything'), POLL_EVERY_MS).unref();
      return;
    }
    const reads = replica();
    const notify = (topic: string | null) => this.#notify(topic);
    const receive = reads ? holdUntil(() => reads.catchUp(), notify) : notify;
    announcements().tell({
      // Open pages do not render again because of a change that nobody can name.
      hear: (topic) => topic !== null && receive(topic),
      reconnect: () => receive(null),
    });
  }

  subscribe(topics: Iterable<string>, onNews: () => void): () => void {
    const names = [...new Set(topics)].map((topic) => `news of ${topic}`).concat('everything');
    for (const name of names) this.#events.on(name, onNews);
    return () => {
      for (const name of names) this.#events.off(name, onNews);
    };
  }

  recent(topics: Iterable<string>): boolean {
    this.#forgetOld();
    return [...topics].some((topic) => this.#times.has(topic));
  }

  /** @param topic null for all topics. */
  #notify(topic: string | null): void {
    if (topic === null) return void this.#events.emit('everything');
    this.#forgetOld();
    this.#times.delete(topic);
    this.#times.set(topic, Date.now());
    this.#events.emit(`news of ${topic}`);
  }

  #forgetOld(): void {
    for (const [topic, time] of this.#times) {
      if (Date.now() - time < RECENT_MS) return;
      this.#times.delete(topic);
    }
  }
}

const news = () => oncePerProcess('news', () => new News());

/** Calls back at each piece of news about one of the topics. @returns a function that stops this. */
export function subscribe(topics: Iterable<string>, onNews: () => void): () => void {
  return news().subscribe(topics, onNews);
}

/** Returns whether a page that was rendered a moment ago may have missed news of one of the topics. */
export function hasRecentNews(topics: Iterable<string>): boolean {
  return news().recent(topics);
}
