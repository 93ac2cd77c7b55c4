import type { Message, MessageStore } from '@message-db/client';
import { backOff } from './back-off';
import { loudnessOf } from './failure';
import type { Log } from './log';
import type { PositionStore } from './position';
import { StandBy } from './stand-by';
import type { Sleeper } from './wake-up';

/**
 * Reads one category from a position on, for ever, and hands over batch after batch.
 *
 * States: *preparing*, then *loading* the position → *reading* a batch → *handling* it, which commits the work and the
 * new position together → *reading* again; an empty batch → *asleep* until a notification or the poll. Anything thrown
 * → *backing off*, or, for `StandBy`, *standing by* a second; then *preparing* again: what was not committed is read
 * again, and nothing ends the loop but `stop`.
 */
export interface Consumer {
  readonly name: string;
  readonly category: string;
  /** Resolves when it has prepared and loaded its position for the first time, or stands by for another process. */
  readonly ready: Promise<void>;
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
  /** Called each time that a read finds nothing more after `position`. */
  caughtUp?: (position: number) => Promise<void>;
}

const STAND_BY_MS = 1000;

/** Starts to consume at once. It ends by `stop` only, whatever is thrown. */
export function startConsumer(settings: ConsumerSettings): Consumer {
  const { name, category, store, positions, sleeper, batchSize } = settings;
  const log = settings.log.child({ consumer: name, category });
  let stopping = false;
  let failures = 0;
  let standingBy = false;
  let becomeReady = () => {};
  const ready = new Promise<void>((resolve) => (becomeReady = resolve));

  async function consume(): Promise<void> {
    await settings.prepare?.();
    let position = await positions.load(store.pool, category);
    becomeReady();
    while (!stopping) {
      const batch = await store.readBatch(category, { position: position + 1, batchSize });
      const last = batch.at(-1);
      if (last) {
        await settings.handle(batch, position);
        position = last.globalPosition;
        log.debug({ messages: batch.length, position }, 'handled');
        succeeded();
      }
      if (batch.length < batchSize) {
        await settings.caughtUp?.(position);
        if (!last) {
          recovered();
          if (!stopping) await sleeper.sleep(settings.pollInterval);
        }
      }
    }
  }

  function succeeded(): void {
    recovered();
    standingBy = false;
  }

  function recovered(): void {
    if (failures > 1) log.info({ failures }, 'works again');
    failures = 0;
  }

  async function run(): Promise<void> {
    while (!stopping) {
      try {
        await consume();
      } catch (error) {
        await sleepUnlessStopped(takeNote(error));
      }
    }
  }

  /** @returns how many milliseconds to wait before the next attempt. */
  function takeNote(error: unknown): number {
    if (error instanceof StandBy) {
      log[standingBy ? 'debug' : 'info']({ reason: error.message }, 'standing by');
      standingBy = true;
      becomeReady();
      return STAND_BY_MS;
    }
    failures += 1;
    const wait = backOff(failures);
    // Work that was broken off because we stop is begun again by the next process.
    const loudness = loudnessOf(error);
    // That the database is away is told once; each further attempt would tell the same.
    const level = stopping || (loudness === 'warn' && failures > 1) ? 'debug' : loudness;
    log[level]({ err: error, failures, retryInMs: Math.round(wait) }, 'could not handle, will try again');
    return wait;
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
    ready,
    async stop() {
      stopping = true;
      sleeper.wake();
      await running;
    },
  };
}
