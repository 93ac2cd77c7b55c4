import type { WorkerProcess } from '@message-db/runtime/operations';
import type { Queryable } from '@message-db/client';
import { groupBy } from '../group-by';
import type { Terminal } from '../terminal';
import { counted, duration, printable, table } from '../text';
import { readState, type ConsumerState, type State } from './read-status';
import { issuesOf } from './issues';

/** A consumer whose oldest waiting message is older counts as behind. */
const BEHIND_SECONDS = 10;

/** `ctl status`: shows the state of the site. @returns the exit code: 1 if there are issues. */
export async function status(client: Queryable, terminal: Terminal, options: { json?: boolean }): Promise<number> {
  const state = await readState(client);
  const issues = issuesOf(state);
  const healthy = issues.length === 0;
  if (options.json) await terminal.say(JSON.stringify({ healthy, issues, ...state }, null, 2));
  else for (const line of render(state, issues, terminal)) await terminal.say(line);
  return healthy ? 0 : 1;
}

function render(state: State, issues: readonly string[], terminal: Pick<Terminal, 'style'>): string[] {
  const { consumers, processes, builds, timers, jobs } = state;
  const lines = table(
    ['CONSUMER', 'CATEGORY', 'READ BY', '>CHECKPOINT', '>HEAD', '>WAITING', '>OLDEST', '>FAILED', 'STATE'],
    consumers.map((consumer) => [
      printable(consumer.aggregator === null ? consumer.consumer : `${consumer.aggregator} (${consumer.consumer})`),
      printable(consumer.category),
      readBy(consumer),
      counted(consumer.position),
      counted(consumer.head),
      `${counted(consumer.messages)}${consumer.atLeast ? '+' : ''}`,
      consumer.messages === 0 ? '' : duration(consumer.seconds),
      counted(consumer.retrying + consumer.blocked + consumer.parked),
      stateOf(consumer, terminal),
    ]),
  );
  lines.push(
    '',
    ...table(
      ['WORKER', 'PROCESS', 'RUNS FOR', 'METRICS AND HEALTH'],
      processes.map((process) => [
        printable(process.worker),
        printable(`${process.host}/${process.pid}`),
        process.isAlive
          ? duration((Date.now() - process.startedAt.getTime()) / 1000)
          : terminal.style('red', endOf(process)),
        process.isConnected ? printable(process.metricsUrl ?? 'not known yet') : '',
      ]),
    ),
  );
  const others = [
    ...builds.map(
      ({ aggregator, schema, version, fraction }) =>
        `${aggregator} is being rebuilt (version ${version}, ${schema}): ${Math.floor(fraction * 100)} %`,
    ),
    ...timers.map(
      ({ consumer, waiting, nextAt }) =>
        `${consumer}: ${waiting < 1000 ? waiting : '1,000 or more'} ${waiting === 1 ? 'timer' : 'timers'}, the next due at ${nextAt.toISOString()}`,
    ),
    ...jobs.map(
      ({ consumer, waiting, running }) =>
        `${consumer}: ${counted(running)} ${running === 1 ? 'job is' : 'jobs are'} being done, ${counted(waiting)} ${waiting === 1 ? 'waits' : 'wait'}`,
    ),
  ];
  if (others.length > 0) lines.push('', ...others.map((line) => printable(line)));
  lines.push('', ...issues.map((issue) => terminal.style('red', `✗ ${printable(issue)}`)));
  if (issues.length === 0)
    lines.push(terminal.style('green', '✓ Everything is read by a live worker, and nothing needs your attention.'));
  return lines;
}

function endOf({ isConnected, silentSeconds }: WorkerProcess): string {
  return isConnected ? `hangs, silent for ${duration(silentSeconds)}` : `gone, seen ${duration(silentSeconds)} ago`;
}

/** `host/pid`, with the number of partitions if there are several; NONE for partitions without a live process. */
function readBy({ partitions }: ConsumerState): string {
  const owners = groupBy(partitions, ({ owner }) => (owner === null ? 'NONE' : `${owner.host}/${owner.pid}`));
  return [...owners]
    .map(([owner, { length }]) => printable(partitions.length === 1 ? owner : `${owner} ×${length}`))
    .join(', ');
}

function stateOf(consumer: ConsumerState, { style }: Pick<Terminal, 'style'>): string {
  const words = [
    consumer.partitions.some(({ owner }) => owner === null) && style('red', 'NO WORKER'),
    consumer.issue !== null && style('red', 'STOPPED'),
    consumer.parked > 0 && style('red', `${counted(consumer.parked)} parked`),
    consumer.blocked > 0 && style('yellow', `${counted(consumer.blocked)} blocked`),
    consumer.retrying > 0 && style('yellow', `${counted(consumer.retrying)} retrying`),
    consumer.build === 'building' && 'building',
    consumer.build !== 'building' &&
      consumer.messages > 0 &&
      consumer.seconds > BEHIND_SECONDS &&
      style('yellow', 'behind'),
  ].filter((word) => word !== false);
  return words.length === 0 ? style('green', 'ok') : words.join(', ');
}
