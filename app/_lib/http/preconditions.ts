import type { IncomingHttpHeaders } from 'node:http';
import { readHttpDate } from './http-date';

/**
 * Identifies one state of a file: a strong entity tag, with its quotes, and the time of its last change, in
 * milliseconds.
 */
export interface Validators {
  etag: string;
  mtimeMs: number;
}

/**
 * Evaluates the conditions of a GET or HEAD in the order of RFC 9110, 13.2.2. Pure.
 * @returns 412 if the client requires another state, 304 if it has this one, null if it gets this one.
 */
export function precondition(headers: IncomingHttpHeaders, { etag, mtimeMs }: Validators): 304 | 412 | null {
  const changed = wholeSeconds(mtimeMs);
  const match = headers['if-match'];
  const unmodifiedSince = readHttpDate(headers['if-unmodified-since']);
  if (
    match !== undefined
      ? !tagsOf(match).some((tag) => tag === '*' || tag === etag)
      : unmodifiedSince !== null && changed > unmodifiedSince
  )
    return 412;
  const noneMatch = headers['if-none-match'];
  const modifiedSince = readHttpDate(headers['if-modified-since']);
  const isKnown =
    noneMatch !== undefined ? namesTag(noneMatch, etag) : modifiedSince !== null && changed <= modifiedSince;
  return isKnown ? 304 : null;
}

/**
 * Returns whether a range may be sent. If the client has parts of another state, a range would not fit to them. Pure.
 */
export function allowsRange(headers: IncomingHttpHeaders, { etag, mtimeMs }: Validators): boolean {
  const ifRange = headers['if-range']?.toString().trim();
  return ifRange === undefined || ifRange === etag || readHttpDate(ifRange) === wholeSeconds(mtimeMs);
}

/** Returns whether an If-None-Match names a tag. It compares weakly, as RFC 9110 requires for this header. Pure. */
export function namesTag(header: string, etag: string): boolean {
  const opaque = (tag: string) => tag.replace(/^W\//, '');
  return tagsOf(header).some((tag) => tag === '*' || opaque(tag) === opaque(etag));
}

function tagsOf(header: string): string[] {
  return header.match(/\*|(?:W\/)?"[^"]*"/g) ?? [];
}

/** Returns the time of a file's last change as dates of HTTP have it, in whole seconds, in milliseconds. Pure. */
export function wholeSeconds(ms: number): number {
  return Math.floor(ms / 1000) * 1000;
}
