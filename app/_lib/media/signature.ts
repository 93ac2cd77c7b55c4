import 'server-only';
import { timingSafeEqual } from 'node:crypto';
import { keyed } from '@/app/_lib/auth/keyed';
import { changesAt } from '@/app/_lib/pages/dependencies';

/** Signed addresses change at these times, so that a cache can keep what is behind them. */
const PERIOD_MS = 12 * 3600_000;
/** The first character of the part of an address that is a signature. No file's name begins with it. */
const MARK = '~';
const SIGNATURE = /^~([0-9a-z]{6,9})\.([0-9a-f-]{36}|link)\.([\w-]{22})$/;
/** Who has the address of a page, and so may watch an unlisted video. */
const LINK = 'link';

/** What an address with a signature of this site says. */
export interface MediaSignature {
  /** In whose name it was made; null for everybody who has the address of the video's page. */
  readonly userId: string | null;
  /** How long it is still valid, in seconds; 0 if it has expired. */
  readonly seconds: number;
}

/**
 * Signs the addresses of a video's media, in the name of somebody who may see it now. Without the secret nobody can make
 * another. It opens no more than its user may see when a file is asked for.
 * @param userId null for everybody who has the address of the video's page.
 * @returns a part of these addresses, and when to use a new one: half a day or more before this one expires.
 */
export function signMedia(videoId: string, userId: string | null, now = Date.now()): { part: string; renewAt: number } {
  const renewAt = (Math.floor(now / PERIOD_MS) + 1) * PERIOD_MS;
  const expires = ((renewAt + PERIOD_MS) / 1000).toString(36);
  const name = userId ?? LINK;
  return { part: `${MARK}${expires}.${name}.${digestOf(videoId, name, expires)}`, renewAt };
}

/**
 * Returns the signature that the addresses of a video's media need on the page that is being rendered, and notes when
 * the page needs another one. Null for a public video, whose addresses are the same for ever.
 * @param userId the user who sees the page; null for a visitor.
 */
export function signatureFor(
  { videoId, isPublished, isUnlisted }: { videoId: string; isPublished: boolean; isUnlisted: boolean },
  userId: string | null,
): string | null {
  if (isPublished && !isUnlisted) return null;
  const { part, renewAt } = signMedia(videoId, isPublished ? null : userId);
  changesAt(renewAt);
  return part;
}

/** Returns whether a part of an address is a signature, of whatever. */
export function isSignature(part: string | undefined): part is string {
  return part?.startsWith(MARK) ?? false;
}

/** Returns what a signature of a video's media says; null if this site has not made it. */
export function readSignature(videoId: string, part: string, now = Date.now()): MediaSignature | null {
  const [, expires = '', name = '', digest = ''] = SIGNATURE.exec(part) ?? [];
  if (expires === '' || !timingSafeEqual(Buffer.from(digest), Buffer.from(digestOf(videoId, name, expires))))
    return null;
  const seconds = Math.max(0, Number.parseInt(expires, 36) - Math.floor(now / 1000));
  return { userId: name === LINK ? null : name, seconds };
}

function digestOf(videoId: string, name: string, expires: string): string {
  return keyed('media', videoId, name, expires).toString('base64url').slice(0, 22);
}
