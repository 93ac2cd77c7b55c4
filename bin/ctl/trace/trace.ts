import { causationTree, type CausationBranch, type Message } from '@message-db/client';
import { lagOf } from '@message-db/runtime/operations';
import { isRejection } from '@message-db/runtime';
import type { Database } from '../database';
import type { Terminal } from '../terminal';
import { listed, messages as counted, printable } from '../text';
import { findTrace, MESSAGES_MAX, SEARCHED_MAX } from './find-trace';
import { progressOf, readProgress, type Progress } from './progress';

const OPERATIONS = 'operations';

/** A message and its progress. */
type Step = Message & { readonly progress: Progress };

/** `ctl trace`: shows the messages that a request caused. @param id of the trace, or of one of its messages. */
export async function trace({ store, pool }: Database, terminal: Terminal, id: string): Promise<number> {
  const lags = await lagOf(pool);
  const viewed = new Map(
    lags
      .filter(({ aggregator, build }) => aggregator === OPERATIONS && build === 'live')
      .map(({ category, position }) => [category, position]),
  );
  const { traceId, messages, hasMore, cut } = await findTrace(store, id, viewed);
  const { done, failures } = await readProgress(
    pool,
    messages.map((message) => message.id),
  );
  const steps = messages.map((message): Step => ({ ...message, progress: progressOf(message, lags, done, failures) }));
  const [first] = steps;
  if (first) {
    const of = traceId === null ? `Message ${id}, which has no trace, and what followed` : `Trace ${traceId}`;
    await terminal.say(`${of}: ${counted(steps.length)} since ${first.time.toISOString()}, ${outcomeOf(steps)}`);
    for (const line of draw(causationTree(steps), first.time, terminal)) await terminal.say(line);
  }
  if (hasMore) terminal.note(`There are more than ${MESSAGES_MAX} messages. These are the first.`);
  if (cut.length > 0) {
    terminal.note(
      `Searched only ${counted(SEARCHED_MAX)} each of ${listed(cut)}, because the operations view has not projected the rest.`,
    );
  }
  if (!first) terminal.note(`✗ There is no trace and no message with this id: ${id}`);
  return first ? 0 : 1;
}

/** Returns the outcome of the trace, in a few words. */
function outcomeOf(steps: readonly Step[]): string {
  const states = new Set(steps.flatMap(({ progress }) => progress.failures.map(({ state }) => state)));
  if (states.has('parked')) return 'parked';
  if (states.has('retrying') || states.has('blocked')) return 'being retried';
  if (steps.some(({ progress }) => progress.waitsFor.some(({ aggregator }) => aggregator === null))) return 'under way';
  const rejection = steps.find(({ type }) => isRejection(type));
  if (rejection) return `rejected (${printable(String((rejection.data as { reason?: unknown } | null)?.reason))})`;
  return steps.some(({ progress }) => progress.waitsFor.length > 0) ? 'done, not yet in all views' : 'done';
}

/**
 * Draws the tree as lines: each message, and below it those that it caused. @param base the prefix of a line; null at
 * the roots.
 */
function draw(
  branches: readonly CausationBranch<Step>[],
  start: Date,
  terminal: Terminal,
  base: string | null = null,
): string[] {
  return branches.flatMap(({ message, effects }, index) => {
    const isLast = index === branches.length - 1;
    const before = base === null ? '' : `${base}${isLast ? '└─ ' : '├─ '}`;
    const below = base === null ? '' : `${base}${isLast ? '   ' : '│  '}`;
    const beside = effects.length > 0 ? '│  ' : '   ';
    return [
      `${before}${headline(message, start, terminal)}`,
      ...factsOf(message).map((fact) => `${below}${beside}${terminal.style('dim', printable(fact))}`),
      ...draw(effects, start, terminal, below),
    ];
  });
}

function headline(
  { type, streamName, position, globalPosition, time }: Step,
  start: Date,
  { style }: Terminal,
): string {
  const seconds = Math.max(0, time.getTime() - start.getTime()) / 1000;
  const name = style(isRejection(type) ? 'red' : 'bold', printable(type));
  return `${name}  ${printable(streamName)} ${position} #${globalPosition}  +${seconds.toFixed(3)} s`;
}

function factsOf({ progress: { projected, waitsFor, failures } }: Step): string[] {
  const facts = failures.map(
    ({ consumer, state, attempts, error }) =>
      `${state} at ${consumer}, ${attempts === 1 ? '1 attempt' : `${attempts} attempts`}${error === null ? '' : `: ${error}`}`,
  );
  for (const { consumer, aggregator, owner, issue } of waitsFor) {
    const suffix =
      owner === null ? ', which no live worker reads for' : issue === null ? '' : `, which cannot continue: ${issue}`;
    facts.push(`${aggregator === null ? 'waits for' : 'not yet projected by'} ${aggregator ?? consumer}${suffix}`);
  }
  if (projected.length > 0) facts.push(`projected by ${projected.toSorted().join(', ')}`);
  return facts;
}
