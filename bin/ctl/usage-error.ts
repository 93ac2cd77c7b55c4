/** The command was asked for something that it cannot do as asked; the message says what it can. Exit code 2. */
export class UsageError extends Error {
  override name = 'UsageError';
}
