import type { Contract, EventOf, Message } from '@message-db/client';
import { inTransaction } from '../base/transaction';
import { startConsumer } from '../consuming/consumer';
import type { Partition, Work } from '../consuming/reader';
import type { Host, Running, Subscription } from '../consuming/subscription';
import { writeFollowing, type Outgoing } from '../outcomes/outgoing';
import { DECIDING, type Failures } from '../parking/failed-message';
import { followInOrder } from '../parking/follow-in-order';
import { Parking } from '../parking/parking';
import type { Attempt } from '../parking/retrying';
import { categoryOf } from '@message-db/client';
import type { Job, JobChange, JobWork } from './job';
import { finishJob, nameOf, type ClaimedJob } from './job-claims';
import { JobRunner, LostJobError } from './job-runner';
import { openJobs, storeJobs, type JobChanges, type StoredJob } from './job-table';

const BATCH_SIZE = 500;

/** For each type of event that adds or removes jobs of its entity, a function that returns the changes. Pure. */
export type JobsOf<C extends Contract, Kind extends string> = {
  [Type in EventOf<C>['type']]?: (event: Extract<EventOf<C>, { type: Type }>) => readonly JobChange<Kind>[];
};

/**
 * Returns a subscription whose long work is shared by any number of processes. Events add and remove jobs, in the
 * transaction that moves the checkpoint, so the queue can be rebuilt from events. A process claims one job at a time for
 * each of its slots, fairly between owners; renews its claim while it works; and commits the job's messages together
 * with its end. So the messages of a job are written once, and a job of a process that dies is done by another: its
 * work happens at least once. A job that fails is retried for ever, with back-off. A failed job never blocks another.
 * @param settings.follows the contract of the events.
 * @param settings.writes the categories to which jobs write.
 * @param settings.slots how many jobs a process does at the same time.
 * @param settings.topics of the pages that show the queue.
 * @param settings.run does a job of a kind, and returns what to write when it is done.
 */
export function works<C extends Contract, Kind extends string>(settings: {
  name: string;
  follows: C;
  writes: readonly string[];
  jobs: JobsOf<C, NoInfer<Kind>>;
  run: { readonly [Each in Kind]: (job: Job<EventOf<C>>, work: JobWork, host: Host) => Promise<readonly Outgoing[]> };
  slots: number;
  topics?: readonly string[];
}): Subscription {
  const { name, follows, writes, jobs, run, slots, topics = [] } = settings;
  const { category } = follows;

  const matters = ({ type }: Message) => Object.hasOwn(jobs, type) && jobs[type as EventOf<C>['type']] !== undefined;

  function changesOf(messages: readonly Message[], known: Failures): { changes: JobChanges; failures: Failures } {
    const cleared = new Set<string>();
    const stored: Map<string, StoredJob | Pick<StoredJob, 'streamName' | 'kind' | 'key'>> = new Map();
    const failures = followInOrder(messages, known, (message) => {
      const handler = jobs[message.type as EventOf<C>['type']]!;
      const { id, streamName, position, globalPosition } = message;
      for (const change of handler(follows.readEvent(message) as Parameters<typeof handler>[0])) {
        if (change.change === 'remove all') {
          cleared.add(streamName);
          for (const [key, job] of stored) if (job.streamName === streamName) stored.delete(key);
          continue;
        }
        const { change: kindOfChange, ...job } = change;
        const added = { streamName, causeId: id, causePosition: position, position: globalPosition };
        stored.set(nameOf({ streamName, ...job }), {
          ...job,
          ...(kindOfChange === 'add' ? added : { streamName }),
        });
      }
    });
    return { changes: { cleared, jobs: stored }, failures };
  }

  function begin(host: Host, partition: Partition): Work {
    const parking = new Parking({ host, partition, retryPolicy: DECIDING, component: host.name, chunk: BATCH_SIZE });
    /** Whether jobs may have been added that are not open yet. True at first: an earlier process may have died. */
    let isNew = true;

    const attempt: Attempt = (messages, settle, known) =>
      host.telemetry.follow('handle', messages.filter(matters), partition, async (followed, hasFailed) => {
        const { changes, failures } = changesOf(followed, known);
        await inTransaction(host.store.pool, async (client) => {
          await settle(client, failures);
          await storeJobs(client, name, changes);
        });
        if (changes.jobs.size > 0) isNew = true;
        for (const message of messages) if (failures.has(message.id)) hasFailed(message, failures.get(message.id));
      });

    return {
      runDueWork: () => parking.runDueWork(attempt),
      handle: (batch) => parking.handle(batch, attempt),
      async caughtUp() {
        if (!isNew) return;
        const anyOpened = await openJobs(host.store.pool, partition);
        isNew = false;
        if (!anyOpened) return;
        host.wakeUp.wakeJobs(name);
        await host.announce({ jobs: [name], topics });
      },
    };
  }

  /** Does a job, and commits its messages with its end. */
  async function doJob(host: Host, claimed: ClaimedJob, signal: AbortSignal): Promise<void> {
    const { streamName, kind, key, causePosition, causeId, failures } = claimed;
    const [cause] = await host.store.readBatch(streamName, { position: causePosition, batchSize: 1 });
    if (cause?.id !== causeId)
      throw new Error(`The event ${causeId} of ${streamName}, which added a job, does not exist`);
    const place = { consumer: name, category, partition: 0 };
    await host.telemetry.follow('handle', [cause], place, async ([followed]) => {
      const event = follows.readEvent(followed!) as EventOf<C>;
      const send = async (outgoing: Outgoing) => {
        await writeFollowing(host.store, host.store.pool, followed!, [outgoing]);
        await host.announce({ categories: [categoryOf(outgoing.streamName)] });
      };
      // Without this, work that waits for its signal would wait for ever if that came while the event was read.
      signal.throwIfAborted();
      const outgoing = await run[kind as Kind]({ kind, key, event, failures }, { signal, send }, host);
      signal.throwIfAborted();
      await inTransaction(host.store.pool, async (client) => {
        const claimer = { consumer: name, process: host.membership.me.process };
        if (!(await finishJob(client, claimer, claimed)))
          throw new LostJobError('It was removed, or another process has it');
        await writeFollowing(host.store, client, followed!, outgoing);
      });
      await host.announce({ categories: outgoing.map((each) => categoryOf(each.streamName)) });
    });
  }

  function start(host: Host): Running {
    const consumer = startConsumer(host, {
      name,
      category,
      checkpoints: 'runtime.checkpoint',
      batchSize: BATCH_SIZE,
      begin: (partition) => begin(host, partition),
    });
    const kinds = Object.keys(run);
    const runner = new JobRunner(host, {
      ...{ consumer: name, kinds, slots, topics },
      run: (job, signal) => doJob(host, job, signal),
    });
    return {
      ready: consumer.ready,
      async stop() {
        await runner.stop();
        await consumer.stop();
      },
    };
  }

  return { name, writes, handles: { category, types: Object.keys(jobs) }, start };
}
