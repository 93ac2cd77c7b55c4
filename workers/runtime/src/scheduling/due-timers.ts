import { ContractError, type Contract, type Message, type Queryable, type Write } from '@message-db/client';
import type { Parking } from '../parking/parking';
import type { Partition } from '../consuming/reader';
import type { Host } from '../consuming/subscription';
import { commandOfTimer, type Timer } from './timer';
import { alreadyWritten, takeDueTimers } from './timer-table';
import { inTransaction } from '../base/transaction';

/** The maximum number of timers that one transaction sends. */
const CHUNK = 100;

/**
 * Writes the commands of due timers, at most a chunk, and deletes the timers, in one transaction. If a command breaks
 * its contract, the event that set its timer is parked. A retry of the event sets the timer again.
 * @returns how many timers were due.
 */
export async function sendDueTimers(
  host: Host,
  sends: Contract,
  partition: Partition,
  parking: Parking,
): Promise<number> {
  const { consumer } = partition;
  const failed: { timer: Timer; error: Error }[] = [];
  const taken = await inTransaction(host.store.pool, async (client) => {
    const due = await takeDueTimers(client, partition, CHUNK);
    // The command was sent before the table was rebuilt, perhaps by another release with other data.
    const written = await alreadyWritten(
      client,
      due.map(({ message }) => message.id),
    );
    const writes: Write[] = [];
    for (const timer of due) {
      if (written.has(timer.message.id)) continue;
      try {
        writes.push({ streamName: timer.streamName, messages: commandOfTimer(sends, timer) });
      } catch (error) {
        if (!(error instanceof ContractError)) throw error;
        failed.push({ timer, error });
        await parking.parkAgain(client, await causeOf(host, client, timer), error);
      }
    }
    await host.store.writeAll(writes, { client });
    return due.length;
  });
  for (const { timer, error } of failed) {
    host.log.error({ consumer, err: error, timer: timer.id }, 'parked the event that set a timer');
  }
  if (taken > 0) {
    host.log.debug({ consumer, timers: taken }, 'sent due timers');
    await host.announce({ categories: [sends.commandCategory] });
  }
  return taken;
}

async function causeOf(host: Host, client: Queryable, { cause, message }: Timer): Promise<Message> {
  const position = message.metadata.causationMessagePosition;
  const [event] = await host.store.readBatch(cause, { position, batchSize: 1, client });
  if (!event) throw new Error(`The event at ${cause}/${position}, which set a timer, does not exist`);
  return event;
}
