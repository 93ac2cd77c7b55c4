import 'server-only';
import { EventEmitter } from 'node:events';
import { listen } from '@message-db/client';
import { TOPICS_CHANNEL, TRACES_CHANNEL } from '@message-db/runtime/contract';
import { connection, replica } from '@/app/_lib/queries/database';
import { environment } from '@/app/_lib/environment';
import { holdUntil } from './hold-until';
import { oncePerProcess } from '@/app/_lib/once-per-process';

/** A page takes less than this from its rendering to its stream, in milliseconds. */
const RECENT_MS = 10_000;
/** With notifications off, how often everybody looks for themselves. */
const LOOK_EVERY_MS = 3_000;

/**
 * What there is news of, in this app process: one database listener, fanned out to all who wait. A topic is what an
 * aggregator announces, or `trace:<id>`. News comes from the primary; where pages read from a replica, it is passed on
 * as soon as the replica has the rows that it is about.
 */
class News {
  readonly #events = new EventEmitter().setMaxListeners(0);
  /** When there last was news of a topic, oldest first. */
  readonly #times = new Map<string, number>();

  constructor() {
    if (environment.NOTIFICATIONS === 'off') {
      setInterval(() => this.#events.emit('everything'), LOOK_EVERY_MS).unref();
      return;
    }
    const reads = replica();
    const notify = (topic: string | null) => this.#notify(topic);
    const hear = reads ? holdUntil(() => reads.catchUp(), notify) : notify;
    let listening = true;
    listen({
      connection: connection(),
      channels: [TRACES_CHANNEL, TOPICS_CHANNEL],
      onNotification: (channel, payload) => hear(channel === TRACES_CHANNEL ? `trace:${payload}` : payload),
      // Announcements of the time without a listener are lost, so every subscriber looks again.
      onConnect: () => {
        listening = true;
        hear(null);
      },
      onError: (error) => {
        if (listening) console.error('Not listening for news until reconnected:', error.message);
        listening = false;
      },
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

  /** @param topic null for all of them. */
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

/** Calls back at each piece of news about one of the topics. @returns how to stop. */
export function subscribe(topics: Iterable<string>, onNews: () => void): () => void {
  return news().subscribe(topics, onNews);
}

/** Whether a page that was rendered a moment ago may have missed news of one of the topics. */
export function hasRecentNews(topics: Iterable<string>): boolean {
  return news().recent(topics);
}
