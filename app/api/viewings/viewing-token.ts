import 'server-only';
import { randomUUID, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { keyed } from '@/app/_lib/auth/keyed';
import { viewer, viewingContext, type Viewer, type ViewingContext } from '@/workers/view-counting/contract';

/** The answer to a token that is `forged`. */
export const FORGED = 'This site did not make this token.';

/** How long a page may report its viewing before its token must be renewed, in milliseconds. */
const VALID_MS = 24 * 3600 * 1000;

const viewing = z.object({
  viewingId: z.uuid(),
  videoId: z.uuid(),
  durationSeconds: z.number().positive(),
  issuedAt: z.number(),
  /** Tokens of before 2026-12 have none. */
  context: viewingContext.optional(),
  viewer: viewer.optional(),
});

/** The viewing that a token is for. `issuedAt` is in milliseconds since the epoch. */
export type TokenViewing = z.output<typeof viewing>;

/**
 * Makes a token for one viewing of a video, which the player sends with its reports. Nobody can forge it, or turn it
 * into one for another video or viewing.
 */
export function mintViewingToken(
  { videoId, durationSeconds }: { videoId: string; durationSeconds: number },
  about: { context?: ViewingContext; viewer?: Viewer } = {},
  now = Date.now(),
): string {
  return sign({ viewingId: randomUUID(), videoId, durationSeconds, issuedAt: now, ...about });
}

/**
 * Returns a new token for the viewing of an older one, valid from now; or why the older one is invalid. Its age does
 * not matter.
 */
export function renewViewingToken(token: string, now = Date.now()): { token: string; videoId: string } | 'forged' {
  const payload = verify(token);
  return payload === null ? 'forged' : { token: sign({ ...payload, issuedAt: now }), videoId: payload.videoId };
}

/** Returns the viewing of a token; or why it is invalid: another site made it, or it is older than a day. */
export function readViewingToken(token: string, now = Date.now()): TokenViewing | 'forged' | 'expired' {
  const payload = verify(token);
  if (payload === null) return 'forged';
  return now - payload.issuedAt > VALID_MS ? 'expired' : payload;
}

function sign(payload: TokenViewing): string {
  const encoded = Buffer.from(JSON.stringify(payload)).toString('base64url');
  return `${encoded}.${signatureOf(encoded).toString('base64url')}`;
}

/** Returns the content of a token, or null if this site did not make it. */
function verify(token: string): TokenViewing | null {
  const [encoded = '', signature = '', ...rest] = token.split('.');
  const actual = Buffer.from(signature, 'base64url');
  const expected = signatureOf(encoded);
  if (rest.length > 0 || actual.length !== expected.length || !timingSafeEqual(actual, expected)) return null;
  return viewing.parse(JSON.parse(Buffer.from(encoded, 'base64url').toString()));
}

function signatureOf(encoded: string): Buffer {
  return keyed('viewing token', encoded);
}
