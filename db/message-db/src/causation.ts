/** The parts of a message that `causationTree` needs. */
export interface Caused {
  readonly globalPosition: number;
  readonly metadata: { readonly causationMessageGlobalPosition?: unknown };
}

/** A message and the messages that it caused, in the order written. */
export interface CausationBranch<M> {
  message: M;
  effects: CausationBranch<M>[];
}

/**
 * Arranges messages, such as those of a trace, by their causes. A message whose cause is not among them is a root. A
 * message cannot come before its cause, so one that claims to is a root too, and there are no cycles.
 */
export function causationTree<M extends Caused>(messages: readonly M[]): CausationBranch<M>[] {
  const ordered = messages.toSorted((one, other) => one.globalPosition - other.globalPosition);
  const branches = new Map<unknown, CausationBranch<M>>();
  const roots: CausationBranch<M>[] = [];
  for (const message of ordered) {
    const branch: CausationBranch<M> = { message, effects: [] };
    const cause = branches.get(message.metadata.causationMessageGlobalPosition);
    (cause?.effects ?? roots).push(branch);
    branches.set(message.globalPosition, branch);
  }
  return roots;
}
