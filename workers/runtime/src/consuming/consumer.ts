import type { Partitioning } from '../partitions/lease-queries';
import type { Participant } from '../partitions/assignment';
import { startReader, type Reader, type ConsumerOptions } from './reader';
import type { Consumer, Host } from './subscription';

/**
 * Starts a consumer, which shares its category's partitions with other processes. Only `stop` ends it. Errors do not.
 */
export function startConsumer(host: Host, reading: ConsumerOptions): Consumer {
  const readers = new Map<number, Reader>();
  const ending = new Map<number, Promise<void>>();
  let standingBy = false;
  let becomeReady = () => {};
  const ready = new Promise<void>((resolve) => (becomeReady = resolve));

  const participant: Participant = {
    consumer: reading.name,
    category: reading.category,
    held: () => [...readers].map(([partition, { epoch }]) => ({ partition, epoch })),
    take(partitioning: Partitioning, partition: number) {
      standingBy = false;
      readers.set(partition, startReader(host, reading, partitioning, partition, becomeReady));
    },
    end(partition, reason) {
      const reader = readers.get(partition);
      const already = ending.get(partition);
      if (already || !reader) return already ?? Promise.resolve();
      const ended = reader.end(reason).finally(() => {
        readers.delete(partition);
        ending.delete(partition);
      });
      ending.set(partition, ended);
      return ended;
    },
    afterHeartbeat() {
      if (readers.size > 0) return;
      if (!standingBy) host.log.info({ consumer: reading.name, category: reading.category }, 'standing by');
      standingBy = true;
      becomeReady();
    },
  };
  const consumer: Consumer = {
    name: reading.name,
    category: reading.category,
    ready,
    stop() {
      host.consumers.delete(consumer);
      return host.membership.leave(participant);
    },
  };
  host.consumers.add(consumer);
  host.membership.join(participant);
  return consumer;
}
