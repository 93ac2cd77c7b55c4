import 'server-only';
import { timingSafeEqual } from 'node:crypto';
import { keyed } from '@/app/_lib/auth/keyed';
import { changesAt } from '@/app/_lib/pages/dependencies';
import { isListed } from '@/app/_lib/queries/video-conditions';

/** Signed addresses change at these intervals, so that caches can keep their files meanwhile. */
const PERIOD_MS = 12 * 3600_000;
/** The first character of the part of an address that is a signature. No file's name begins with it. */
const MARK = '~';
const SIGNATURE = /^~([0-9a-z]{6,9})\.([0-9a-f-]{36}|link)\.([\w-]{22})$/;
/** Stands for anyone with the address of a page, who may watch an unlisted video. */
const LINK = 'link';

/** What an address with a signature of this site says. */
export interface MediaSignature {
  /** The user in whose name it was made; null for anyone with the address of the video's page. */
  readonly userId: string | null;
  /** How long it is still valid, in seconds; 0 if it has expired. */
  readonly seconds: number;
}

/**
 * Signs the addresses of a video's media, in the name of somebody who may see it now. Only the site's secret can make a
 * signature. It opens no more than its user may see at the time of a request.
 * @param userId null for anyone with the address of the video's page.
 * @returns a part of these addresses, and when to use a new one: at least half a day before this one expires.
 */
export function signMedia(videoId: string, userId: string | null, now = Date.now()): { part: string; renewAt: number } {
  const renewAt = (Math.floor(now / PERIOD_MS) + 1) * PERIOD_MS;
  const expires = ((renewAt + PERIOD_MS) / 1000).toString(36);
  const name = userId ?? LINK;
  return { part: `${MARK}${expires}.${name}.${digestOf(videoId, name, expires)}`, renewAt };
}

/**
 * Returns the signature for the addresses of a video's media on the page that is being rendered, and notes when the
 * page needs a new one. Null for a public video, whose addresses never change.
 * @param userId the user who sees the page; null for a visitor.
 */
export function signatureFor(
  video: { videoId: string; isPublished: boolean; isUnlisted: boolean },
  userId: string | null,
): string | null {
  if (isListed(video)) return null;
  const { part, renewAt } = signMedia(video.videoId, video.isPublished ? null : userId);
  changesAt(renewAt);
  return part;
}

/** Returns whether a part of an address has the form of a signature. */
export function isSignature(part: string | undefined): part is string {
  return part?.startsWith(MARK) ?? false;
}

/** Reads the signature of a video's media; returns null if it was not made by this site. */
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
