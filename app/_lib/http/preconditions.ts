import { readHttpDate } from './http-date';

/** What identifies one state of a file: a strong entity tag, with its quotes, and when it changed, in milliseconds. */
export interface Validators {
  etag: string;
  mtimeMs: number;
}

type Conditions = Pick<Headers, 'get'>;

/**
 * What the conditions of a GET or HEAD lead to, in the order of RFC 9110, 13.2.2: 412 if the asker wants another
 * state, 304 if they have this one, null if they get it. Pure.
 */
export function precondition(headers: Conditions, { etag, mtimeMs }: Validators): 304 | 412 | null {
  const changed = wholeSeconds(mtimeMs);
  const match = headers.get('if-match');
  const unmodifiedSince = readHttpDate(headers.get('if-unmodified-since'));
  if (
    match !== null
      ? !tagsOf(match).some((tag) => tag === '*' || tag === etag)
      : unmodifiedSince !== null && changed > unmodifiedSince
  )
    return 412;
  const noneMatch = headers.get('if-none-match');
  const modifiedSince = readHttpDate(headers.get('if-modified-since'));
  const isKnown =
    noneMatch !== null
      ? tagsOf(noneMatch).some((tag) => tag === '*' || tag.replace(/^W\//, '') === etag)
      : modifiedSince !== null && changed <= modifiedSince;
  return isKnown ? 304 : null;
}

/** Whether a range may be sent: a range of a state that the asker has not would not fit to what they have. Pure. */
export function allowsRange(headers: Conditions, { etag, mtimeMs }: Validators): boolean {
  const ifRange = headers.get('if-range')?.trim();
  return ifRange === undefined || ifRange === etag || readHttpDate(ifRange) === wholeSeconds(mtimeMs);
}

function tagsOf(header: string): string[] {
  return header.match(/\*|(?:W\/)?"[^"]*"/g) ?? [];
}

function wholeSeconds(ms: number): number {
  return Math.floor(ms / 1000) * 1000;
}
