/** What went wrong and what to do about it, in one sentence for whoever runs the site. Shown without a stack. */
export class OperatorError extends Error {
  override name = 'OperatorError';
}
