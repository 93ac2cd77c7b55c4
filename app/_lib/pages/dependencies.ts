import 'server-only';
import { AsyncLocalStorage } from 'node:async_hooks';
import { oncePerProcess } from '@/app/_lib/once-per-process';
import type { Topic } from '@/workers/aggregators/contract';

/** What a rendered page depends on: it changes when one of the topics is announced, or at a time. */
export interface Dependencies {
  readonly topics: ReadonlySet<string>;
  /** In milliseconds since the epoch; Infinity if time does not change the page. */
  readonly changesAt: number;
  /** Whether it says that there is no such page. Somebody else may see one, such as the owner of a private video. */
  readonly isMissing?: true;
}

interface Collected {
  topics: Set<string>;
  changesAt: number;
  isMissing?: true;
}

// The server and the pages are bundled separately and share this process.
const collecting = oncePerProcess('dependencies of pages', () => new AsyncLocalStorage<Collected>());

/** Renders a page and collects what it depends on. */
export async function collectDependencies<Result>(
  render: () => Promise<Result>,
): Promise<{ result: Result; dependencies: Dependencies }> {
  const collected: Collected = { topics: new Set(), changesAt: Infinity };
  // Awaited inside, because what `render` returns may begin only when it is awaited.
  const result = await collecting.run(collected, async () => await render());
  return { result, dependencies: collected };
}

/** Notes that the page that is being rendered shows something that changes when one of these topics is announced. */
export function dependsOn(topics: Iterable<Topic>): void {
  const collected = collecting.getStore();
  if (collected) for (const topic of topics) collected.topics.add(topic);
}

/** Notes that the page that is being rendered changes at this time, in milliseconds since the epoch. */
export function changesAt(time: number): void {
  const collected = collecting.getStore();
  if (collected) collected.changesAt = Math.min(collected.changesAt, time);
}

/** Notes that the page that is being rendered says that there is no such page. */
export function noteMissing(): void {
  const collected = collecting.getStore();
  if (collected) collected.isMissing = true;
}
