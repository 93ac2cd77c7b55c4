import { groupBy } from '../group-by';
import { counted, duration, listed, messages } from '../text';
import type { WorkerProcess } from '@message-db/runtime/operations';
import type { ConsumerState, State } from './read-status';

/** A timer that is later than this is an issue. */
const LATE_SECONDS = 10;

/**
 * Returns the issues that need an operator, a sentence each. A consumer that is behind is not an issue while a live
 * worker reads; the table shows its lag. A consumer without a live worker is one, even if no message waits.
 */
export function issuesOf(state: State): string[] {
  if (state.consumers.length === 0) return ['No worker has ever run on this database.'];
  const consumers = [...groupBy(state.consumers, ({ consumer }) => consumer).values()];
  return [
    ...consumers.flatMap((categories) => [
      ...withoutWorker(categories, state.processes),
      ...stopped(categories),
      ...parked(categories),
    ]),
    ...buildsWithoutWorker(state),
    ...lateTimers(state),
    ...jobsInTrouble(state),
  ];
}

/** Returns the name of a consumer for people: that of its aggregator, or its own. */
export function nameOf({
  consumer,
  aggregator,
  build,
}: Pick<ConsumerState, 'consumer' | 'aggregator' | 'build'>): string {
  if (aggregator === null) return consumer;
  return build === 'building' ? `${aggregator} (${consumer}, being built)` : aggregator;
}

function withoutWorker(categories: readonly ConsumerState[], processes: readonly WorkerProcess[]): string[] {
  const affected = categories.filter(({ partitions }) => partitions.some(({ owner }) => owner === null));
  if (affected.length === 0) return [];
  const partitions = affected.flatMap((category) => category.partitions);
  const unread = partitions.filter(({ owner }) => owner === null);
  const waiting = unread.reduce((sum, lag) => sum + lag.messages, 0);
  const atLeast = unread.some((lag) => lag.atLeast);
  const share = unread.length === partitions.length ? '' : `${unread.length} of ${partitions.length} partitions of `;
  const names = listed(affected.map(({ category }) => category));
  const backlog =
    waiting === 0
      ? 'nothing waits there yet'
      : `${messages(waiting, atLeast)} ${waiting === 1 ? 'waits' : 'wait'}, the oldest for ${duration(Math.max(...unread.map(({ seconds }) => seconds)))}`;
  return [
    `${nameOf(affected[0]!)}: no live worker reads ${share}${names}; ${backlog}.${lastReader(affected[0]!, processes)}`,
  ];
}

/** Returns the process that read the consumer last, if it died within the last ten minutes. */
function lastReader({ consumer, category }: ConsumerState, processes: readonly WorkerProcess[]): string {
  const [last] = processes
    .filter(({ reads, isAlive }) => !isAlive && reads.includes(`${consumer} ${category}`))
    .toSorted((one, other) => one.silentSeconds - other.silentSeconds);
  return last
    ? ` The worker ${last.worker} (${last.host}/${last.pid}) was last heard of ${duration(last.silentSeconds)} ago.`
    : '';
}

function stopped(categories: readonly ConsumerState[]): string[] {
  return categories.flatMap((state) =>
    state.issue === null ? [] : [`${nameOf(state)} cannot continue in ${state.category}: ${sentence(state.issue)}`],
  );
}

function parked(categories: readonly ConsumerState[]): string[] {
  return categories.flatMap((state) => {
    if (state.parked === 0) return [];
    const behind =
      state.blocked === 0 ? '' : `, and ${counted(state.blocked)} behind ${state.parked === 1 ? 'it' : 'them'}`;
    const they = state.parked === 1 ? 'is parked and waits' : 'are parked and wait';
    return [
      `${messages(state.parked)} that ${nameOf(state)} could not handle ${they} for you${behind}: ` +
        `npm run ctl -- park list --consumer ${state.consumer}`,
    ];
  });
}

/**
 * Rebuilds that were requested but not started, and whose aggregator has no live worker. A started one has consumers.
 */
function buildsWithoutWorker({ builds, consumers, processes }: State): string[] {
  return builds
    .filter(
      ({ schema, aggregator }) =>
        !consumers.some(({ consumer }) => consumer === schema) &&
        !processes.some(({ worker, isAlive }) => isAlive && worker === aggregator),
    )
    .map(({ aggregator }) => `${aggregator} should be rebuilt, but has no live worker.`);
}

function lateTimers({ timers }: State): string[] {
  return timers
    .filter(({ overdueSeconds }) => overdueSeconds > LATE_SECONDS)
    .map(
      ({ consumer, overdueSeconds }) =>
        `${consumer} has not sent timers that were due ${duration(overdueSeconds)} ago.`,
    );
}

function jobsInTrouble({ jobs }: State): string[] {
  return jobs.flatMap(({ consumer, failing, error, lacking, waitsFor }) => [
    ...(failing === 0
      ? []
      : [
          `${counted(failing)} ${failing === 1 ? 'job' : 'jobs'} of ${consumer} failed again and again: ${sentence(error ?? '')}`,
        ]),
    ...(lacking === 0
      ? []
      : [
          `${counted(lacking)} ${lacking === 1 ? 'job' : 'jobs'} of ${consumer} cannot be done anywhere yet, for want of ${waitsFor}.`,
        ]),
  ]);
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
