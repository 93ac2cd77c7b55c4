/** Hours, minutes and seconds, each of which may be absent; a number alone is seconds. */
const WITH_UNITS = /^(?:(\d{1,4})h)?(?:(\d{1,5})m)?(?:(\d{1,6})s?)?$/;
const WITH_COLONS = /^(?:(\d{1,4}):)?(\d{1,3}):(\d{2})$/;

/**
 * Returns the time that an address says to start at, in seconds: `90`, `90s`, `1m30s`, `1h2m3s`, `1:30`. Null for
 * anything else, and for a time after the end. Pure.
 * @param text the value of `t`; null without one.
 */
export function parseStartTime(text: string | null, lengthSeconds: number): number | null {
  const found = WITH_UNITS.exec(text?.trim().toLowerCase() ?? '') ?? WITH_COLONS.exec(text?.trim() ?? '');
  if (!found?.[0]) return null;
  const [hours = 0, minutes = 0, seconds = 0] = found.slice(1).map((part) => Number(part ?? 0));
  const time = hours * 3600 + minutes * 60 + seconds;
  return time < lengthSeconds ? time : null;
}
