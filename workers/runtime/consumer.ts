import type { Message, MessageStore } from '@message-db/client';
import { backOff } from './back-off';
import type { Log } from './log';
import type { PositionStore } from './position';
import type { Sleeper } from './wake-up';

/**
 * Reads one category from a position on, for ever, and hands over batch after batch.
 *
 * States: *loading* the position → *reading* a batch → *handling* it, which commits the work and the new position
 * together → *reading* again; an empty batch → *asleep* until a notification or the poll. Anything thrown → *backing
 * off*, then *loading* again: what was not committed is read again, and nothing ends the loop but `stop`.
 */
export interface Consumer {
  readonly name: string;
  readonly category: string;
  /** Lets the batch in hand finish, then ends. */
  stop(): Promise<void>;
}

export interface ConsumerSettings {
  name: string;
  category: string;
  store: MessageStore;
  positions: PositionStore;
  sleeper: Sleeper;
  log: Log;
  /** Milliseconds between polls when no notification comes. */
  pollInterval: number;
  /** Messages a batch. */
  batchSize: number;
  /** Called before the position is loaded: at the start and after each failure. */
  prepare?: () => Promise<void>;
  /**
   * Does the work of a batch and moves the position from `position` to that of the batch's last message, in one
   * transaction where that is possible.
   */
  handle: (batch: readonly Message[], position: number) => Promise<void>;
  /** Called each time that a read finds nothing new. */
  caughtUp?: () => Promise<void>;
}

export function startConsumer(settings: ConsumerSettings): Consumer {
  const { name, category, store, positions, sleeper, batchSize } = settings;
  const log = settings.log.child({ consumer: name, category });
  let stopping = false;

  async function consume(): Promise<void> {
    await settings.prepare?.();
    let position = await positions.load(store.pool, category);
    while (!stopping) {
      const batch = await store.readBatch(category, { position: position + 1, batchSize });
      const last = batch.at(-1);
      if (last) {
        await settings.handle(batch, position);
        position = last.globalPosition;
        log.debug({ messages: batch.length, position }, 'handled');
        failures = 0;
      }
      if (batch.length < batchSize) {
        await settings.caughtUp?.();
        failures = 0;
        if (!last && !stopping) await sleeper.sleep(settings.pollInterval);
      }
    }
  }

  let failures = 0;
  async function run(): Promise<void> {
    while (!stopping) {
      try {
        await consume();
      } catch (error) {
        failures += 1;
        const wait = backOff(failures);
        log.error({ err: error, failures, retryInMs: Math.round(wait) }, 'could not handle, will try again');
        await sleepUnlessStopped(wait);
      }
    }
  }

  async function sleepUnlessStopped(milliseconds: number): Promise<void> {
    const until = Date.now() + milliseconds;
    // News must not cut a back-off short, or a busy category would turn it into a hot loop.
    while (!stopping && Date.now() < until) await sleeper.sleep(until - Date.now());
  }

  const running = run();
  return {
    name,
    category,
    async stop() {
      stopping = true;
      sleeper.wake();
      await running;
    },
  };
}
