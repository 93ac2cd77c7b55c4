/**
 * Another process does this work now, for example while a new release replaces an old one. The consumer stands by: it
 * tries again each second, and logs that once.
 */
export class StandbyError extends Error {
  override name = 'StandbyError';
}
