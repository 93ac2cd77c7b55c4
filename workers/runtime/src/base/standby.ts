/**
 * Another process does this work at the moment, which is normal while a new release takes over from an old one.
 * The consumer stands by: it tries again each second, and logs it once.
 */
export class StandbyError extends Error {
  override name = 'StandbyError';
}
