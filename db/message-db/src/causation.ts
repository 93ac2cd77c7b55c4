/** What the tree of causes needs of a message. */
export interface Caused {
  readonly globalPosition: number;
  readonly metadata: { readonly causationMessageGlobalPosition?: unknown };
}

/** A message and what it led to, in the order in which that was written. */
export interface CausationBranch<M> {
  message: M;
  effects: CausationBranch<M>[];
}

/**
 * Arranges messages, such as those of a trace, by what caused what. A message whose cause is not among them is a root:
 * the command that began it all, or one whose cause lies elsewhere. A message cannot come before its cause, so one
 * that claims to is a root too, and there are no circles.
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
