/** An error for the operator of the site: one sentence with the cause and what to do about it. Shown without a stack. */
export class OperatorError extends Error {
  override name = 'OperatorError';
}
