/**
 * Another process does this work at the moment, which is normal while a new release takes over from an old one.
 * The consumer that meets it stands by: it asks again in a second, and says so once.
 */
export class StandBy extends Error {
  override name = 'StandBy';
}
