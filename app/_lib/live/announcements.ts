import 'server-only';
import { listen, type Listener, type Queryable } from '@message-db/client';
import { ALL_TOPICS, passFence, TOPICS_CHANNEL, TRACES_CHANNEL } from '@message-db/runtime/contract';
import { environment } from '@/app/_lib/environment';
import { oncePerProcess } from '@/app/_lib/once-per-process';
import { connection } from '@/app/_lib/queries/database';

/** How long the database may take to answer before other means are used, in milliseconds. */
const TIMEOUT_MS = 2_000;

/** Somebody who hears announcements. Neither function may throw. */
export interface Hearer {
  /** @param topic `trace:<id>` or a topic; null if it is not known which have changed. */
  hear(topic: string | null): void;
  /** Listening began again: announcements before it were lost. `hear(null)` was called when it ended, and just now. */
  reconnect?(): void;
}

/**
 * What workers announce, as this process hears it: by one listening connection to the primary, for the whole process.
 */
export class Announcements {
  readonly #hearers = new Set<Hearer>();
  readonly #listener: Listener | null = null;
  #connection: Queryable | null = null;
  /** True after the connection has not answered in time, until it does. */
  #isSlow = false;

  constructor() {
    if (environment.NOTIFICATIONS === 'off') return;
    let hasLogged = true;
    this.#listener = listen({
      connection: connection(),
      channels: [TRACES_CHANNEL, TOPICS_CHANNEL],
      onNotification: (channel, payload) => {
        if (channel === TRACES_CHANNEL) this.#notify(`trace:${payload}`);
        else this.#notify(payload === ALL_TOPICS ? null : payload);
      },
      onConnect: (queryable) => {
        hasLogged = false;
        this.#isSlow = false;
        this.#connection = queryable;
        this.doubt();
        for (const hearer of this.#hearers) hearer.reconnect?.();
      },
      onDisconnect: () => {
        this.#connection = null;
        this.doubt();
      },
      onError: (error) => {
        if (!hasLogged) console.error('Not listening for news until reconnected:', error.message);
        hasLogged = true;
      },
    });
  }

  tell(hearer: Hearer): void {
    this.#hearers.add(hearer);
  }

  /** Says that anything may have changed, in a process that knows of a change before its announcement. */
  doubt(): void {
    this.#notify(null);
  }

  /**
   * Resolves when the hearers have been told everything that anybody can have heard before the call.
   * @returns false if that is not known, because there is no connection or it does not answer in time.
   */
  async hearAll(): Promise<boolean> {
    const asked = this.#connection;
    if (!asked || this.#isSlow) return false;
    const answer = passFence(asked).then(
      () => true,
      () => false,
    );
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<boolean>((resolve) => {
      timer = setTimeout(() => {
        this.#isSlow = true;
        void answer.then((isAnswered) => (this.#isSlow = this.#isSlow && !isAnswered));
        resolve(false);
      }, TIMEOUT_MS);
    });
    const isAnswered = await Promise.race([answer, late]);
    clearTimeout(timer);
    return isAnswered && this.#connection === asked;
  }

  async close(): Promise<void> {
    await this.#listener?.close();
  }

  #notify(topic: string | null): void {
    for (const hearer of this.#hearers) hearer.hear(topic);
  }
}

/** Returns the announcements of this process. Listens from the first call on. */
export const announcements = () => oncePerProcess('announcements', () => new Announcements());
