/** The arguments are wrong. The message explains what is possible. Exit code 2. */
export class UsageError extends Error {
  override name = 'UsageError';
}
