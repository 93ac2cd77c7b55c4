/** What the tree needs to know of a message. */
export interface Caused {
  globalPosition: number;
  metadata: { causationMessageGlobalPosition?: unknown };
}

/** A message and what it led to, in the order in which that was written. */
export interface Branch<M> {
  message: M;
  effects: Branch<M>[];
}

/**
 * Arranges the messages of a trace by what caused what. A message whose cause is not among them is a root: the command
 * that began it all, or one whose cause lies in another trace. A message cannot come before its cause, so what claims
 * to is a root too, and there are no circles.
 */
export function treeOf<M extends Caused>(messages: readonly M[]): Branch<M>[] {
  const ordered = messages.toSorted((one, other) => one.globalPosition - other.globalPosition);
  const branches = new Map<unknown, Branch<M>>();
  const roots: Branch<M>[] = [];
  for (const message of ordered) {
    const branch: Branch<M> = { message, effects: [] };
    const cause = branches.get(message.metadata.causationMessageGlobalPosition);
    (cause?.effects ?? roots).push(branch);
    branches.set(message.globalPosition, branch);
  }
  return roots;
}

/** How long after `start` something was, in words: "+0 ms", "+1.25 s", "+3 min 5 s". */
export function since(start: Date, moment: Date): string {
  const ms = moment.getTime() - start.getTime();
  if (ms < 1000) return `+${Math.max(0, ms)} ms`;
  if (ms < 60_000) return `+${(ms / 1000).toFixed(2)} s`;
  return `+${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1000)} s`;
}
