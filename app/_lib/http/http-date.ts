const IMF_FIXDATE = /^[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT$/;
const RFC_850 = /^[A-Z][a-z]{5,8}, \d{2}-[A-Z][a-z]{2}-\d{2} \d{2}:\d{2}:\d{2} GMT$/;
const ASCTIME = /^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} \d{4}$/;

/**
 * Returns the time of a header, in milliseconds since the epoch, from any of the three forms of RFC 9110. Null for
 * anything else, which counts as not sent. Pure.
 */
export function readHttpDate(header: string | undefined): number | null {
  const text = header?.trim() ?? '';
  const time =
    IMF_FIXDATE.test(text) || RFC_850.test(text)
      ? Date.parse(text)
      : ASCTIME.test(text)
        ? Date.parse(`${text} GMT`)
        : Number.NaN;
  return Number.isNaN(time) ? null : time;
}
