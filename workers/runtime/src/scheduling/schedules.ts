import type { Contract, EventOf, Message, NewCommandOf } from '@message-db/client';
import { DECIDING, type Failures } from '../parking/failed-message';
import { followInOrder } from '../parking/follow-in-order';
import { startConsumer } from '../consuming/consumer';
import { sendDueTimers } from './due-timers';
import { Parking } from '../parking/parking';
import type { Attempt } from '../parking/retrying';
import type { Partition, Work } from '../consuming/reader';
import type { Host, Subscription } from '../consuming/subscription';
import { changeOfTimer, type CancelTimer, type SetTimer, type Timer } from './timer';
import { nextTimerIn, storeTimers } from './timer-table';
import { inTransaction } from '../base/transaction';

const BATCH_SIZE = 500;
/** The wait while another process, which has lost its lease but not noticed it yet, still sends the due timers. */
const OTHER_OWNER_WAIT_MS = 1000;
/** The interval at which to query the table even if nothing is due, because it may have been restored by hand. */
const QUERY_EVERY_MS = 60_000;

/** For each type of event that sets or cancels a timer of its entity, a function that returns the change. Pure. */
export type Timers<C extends Contract, Target extends Contract> = {
  [Type in EventOf<C>['type']]?: (
    event: Extract<EventOf<C>, { type: Type }>,
  ) => SetTimer<NewCommandOf<Target>> | CancelTimer | null;
};

/**
 * Returns a subscription that sends commands at later times. Events set and cancel timers, in the transaction that
 * moves the checkpoint, so the timers can be rebuilt from events. When a timer is due, one transaction writes its
 * command and deletes the timer. So each command is written once. Timers that became due while no worker ran are sent
 * at the start, the earliest first.
 *
 * A timer may fire shortly after the event that cancels it. The decider of the command must expect that.
 * @param settings.follows the contract of the events to follow.
 * @param settings.sends the contract of the commands to send.
 */
export function schedules<C extends Contract, Target extends Contract>(settings: {
  name: string;
  follows: C;
  sends: Target;
  timers: Timers<C, Target>;
}): Subscription {
  const { name, follows, sends, timers } = settings;
  const { category } = follows;

  const matters = ({ type }: Message) =>
    Object.hasOwn(timers, type) && timers[type as EventOf<C>['type']] !== undefined;

  function changeOf(message: Message): [id: string, timer: Timer | null] | null {
    const handler = timers[message.type as EventOf<C>['type']]!;
    const change = handler(follows.readEvent(message) as Parameters<typeof handler>[0]);
    return change && changeOfTimer(name, sends, message, change);
  }

  /** Returns the changes of timers, and the failures. */
  function changesOf(messages: readonly Message[], known: Failures) {
    const changes = new Map<string, Timer | null>();
    const failures = followInOrder(messages, known, (message) => {
      const change = changeOf(message);
      if (change) changes.set(...change);
    });
    return { changes, failures };
  }

  function begin(host: Host, partition: Partition): Work {
    const parking = new Parking({ host, partition, retryPolicy: DECIDING, component: host.name, chunk: BATCH_SIZE });
    /** Whether the reader has caught up. Until then no timer is sent, because a later event may cancel it. */
    let isCaughtUp = false;
    /**
     * The time at which to query the table again, by `performance.now()`. No other process changes the timers of this
     * partition.
     */
    let nextQueryAt = 0;

    const attempt: Attempt = (messages, settle, known) =>
      host.telemetry.follow('handle', messages.filter(matters), partition, async (followed, hasFailed) => {
        const { changes, failures } = changesOf(followed, known);
        await inTransaction(host.store.pool, async (client) => {
          await settle(client, failures);
          await storeTimers(client, name, changes);
        });
        if (changes.size > 0) nextQueryAt = 0;
        for (const message of messages) if (failures.has(message.id)) hasFailed(message, failures.get(message.id));
      });

    async function runDueWork(): Promise<number> {
      return Math.min(await parking.runDueWork(attempt), await sendInTime());
    }

    /** @returns the milliseconds until the next timer is due. */
    async function sendInTime(): Promise<number> {
      if (!isCaughtUp) return 0;
      const remaining = nextQueryAt - performance.now();
      if (remaining > 0) return remaining;
      const wait = (await nextTimerIn(host.store.pool, partition)) ?? Infinity;
      if (wait <= 0) return (await sendDueTimers(host, sends, partition, parking)) > 0 ? 0 : OTHER_OWNER_WAIT_MS;
      const next = Math.min(QUERY_EVERY_MS, Math.ceil(wait));
      nextQueryAt = performance.now() + next;
      return next;
    }

    return {
      runDueWork,
      handle: (batch) => parking.handle(batch, attempt),
      async caughtUp() {
        isCaughtUp = true;
      },
    };
  }

  const start = (host: Host) =>
    startConsumer(host, {
      name,
      category,
      checkpoints: 'runtime.checkpoint',
      batchSize: BATCH_SIZE,
      begin: (partition) => begin(host, partition),
    });

  return { name, writes: [sends.commandCategory], handles: { category, types: Object.keys(timers) }, start };
}
