import { MESSAGES_CHANNEL } from '@message-db/client';
import type { Pool } from 'pg';
import { announceInFence } from '../base/announcement-fence';
import { ALL_TOPICS, JOBS_CHANNEL, TOPICS_CHANNEL, TRACES_CHANNEL } from '../base/channels';
import type { Log } from '../base/log';
import type { Outage } from '../base/outage';
import type { News } from '../consuming/subscription';

/** How long after a failed announcement the next attempt is made, in milliseconds. */
const RETRY_MS = 250;

/**
 * Notifies other processes of news after the commit, in a separate statement, because a NOTIFY in a writing transaction
 * makes all writers of the database queue. News that arrives during one announcement is combined in the next.
 */
export class Announcer {
  #waiting = new Map<string, Set<string>>();
  #running: Promise<void> | null = null;
  #retry: NodeJS.Timeout | null = null;

  constructor(
    private readonly pool: Pick<Pool, 'connect'>,
    private readonly log: Log,
    private readonly outage: Outage,
  ) {}

  /**
   * Resolves when the notification was sent or has failed. Polling finds messages and traces that it misses. Of topics
   * it announces later, until that succeeds, that any may have changed.
   */
  async announce({ categories = [], traces = [], topics = [], jobs = [] }: News): Promise<void> {
    this.#add(MESSAGES_CHANNEL, categories);
    this.#add(TRACES_CHANNEL, traces);
    this.#add(TOPICS_CHANNEL, topics);
    this.#add(JOBS_CHANNEL, jobs);
    while (this.#running) await this.#running;
    if (this.#waiting.size === 0) return;
    const news = this.#waiting;
    this.#waiting = new Map();
    this.#running = this.#tell(news).finally(() => (this.#running = null));
    await this.#running;
  }

  #add(channel: string, payloads: Iterable<string>): void {
    for (const payload of payloads) this.#waiting.set(channel, (this.#waiting.get(channel) ?? new Set()).add(payload));
  }

  async #tell(news: Map<string, Set<string>>): Promise<void> {
    try {
      await announceInFence(this.pool, Object.fromEntries(news));
    } catch (error) {
      this.outage.notice(error);
      this.log[this.outage.logLevelOf(error)]({ err: error }, 'could not announce');
      if (news.has(TOPICS_CHANNEL)) this.#announceAllTopicsLater();
    }
  }

  #announceAllTopicsLater(): void {
    this.#add(TOPICS_CHANNEL, [ALL_TOPICS]);
    this.#retry ??= setTimeout(() => {
      this.#retry = null;
      void this.announce({});
    }, RETRY_MS).unref();
  }

  /** Makes no further attempts. */
  close(): void {
    if (this.#retry) clearTimeout(this.#retry);
  }
}
