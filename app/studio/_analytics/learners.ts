/** The views of two lessons that follow each other, while people could watch both. */
export interface Step {
  readonly before: number;
  readonly after: number;
}

/** Where a series loses learners. */
export interface Loss {
  /** The index of the step. */
  readonly at: number;
  /** How much fewer views the later lesson has: 0.4 for 40 % fewer. */
  readonly share: number;
}

/** Fewer views of a lesson say nothing about the next. */
export const VIEWS_MIN = 10;
/** A smaller loss is chance. */
const LOSS_MIN = 0.1;

/** Returns the step of a series that loses the largest part of its learners; null if there is none. Pure. */
export function largestLoss(steps: readonly Step[]): Loss | null {
  const losses = steps.flatMap(({ before, after }, at): Loss[] => {
    const share = before < VIEWS_MIN ? 0 : 1 - after / before;
    return share >= LOSS_MIN ? [{ at, share }] : [];
  });
  return losses.reduce<Loss | null>((most, loss) => (most === null || loss.share > most.share ? loss : most), null);
}

/** Returns the part of the learners of a series who reach its last lesson; null for too few views. Pure. */
export function shareAtEnd(whole: Step | undefined): number | null {
  return whole === undefined || whole.before < VIEWS_MIN ? null : Math.min(1, whole.after / whole.before);
}
