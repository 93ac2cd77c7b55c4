import 'server-only';
import { randomUUID, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { keyed } from '@/app/_lib/auth/keyed';

/** The answer to a token that is `forged`. */
export const FORGED = 'This site did not make this token.';

/** How long a page may report on its viewing before it must have its token renewed. */
const VALID_MS = 24 * 3600 * 1000;

const viewing = z.object({
  viewingId: z.uuid(),
  videoId: z.uuid(),
  durationSeconds: z.number().positive(),
  issuedAt: z.number(),
});

/** The viewing that a token is for. `issuedAt` is in milliseconds since the epoch. */
export type TokenViewing = z.output<typeof viewing>;

/**
 * A token for one viewing of a video, for the player to send with its reports: it cannot be forged, or turn it
 * into one for another video or viewing. Mint one for each page of a video that may be watched.
 */
export function mintViewingToken(video: { videoId: string; durationSeconds: number }, now = Date.now()): string {
  const { videoId, durationSeconds } = video;
  return sign({ viewingId: randomUUID(), videoId, durationSeconds, issuedAt: now });
}

/** A new token for the viewing of an older one, valid from now; or why that is invalid. Its age does not matter. */
export function renewViewingToken(token: string, now = Date.now()): { token: string; videoId: string } | 'forged' {
  const payload = open(token);
  return payload === null ? 'forged' : { token: sign({ ...payload, issuedAt: now }), videoId: payload.videoId };
}

/** The viewing of a token; or why it is invalid: another site made it, or it is older than a day. */
export function readViewingToken(token: string, now = Date.now()): TokenViewing | 'forged' | 'expired' {
  const payload = open(token);
  if (payload === null) return 'forged';
  return now - payload.issuedAt > VALID_MS ? 'expired' : payload;
}

function sign(payload: TokenViewing): string {
  const encoded = Buffer.from(JSON.stringify(payload)).toString('base64url');
  return `${encoded}.${signatureOf(encoded).toString('base64url')}`;
}

/** What a token of this site says. Null: this site did not make it. */
function open(token: string): TokenViewing | null {
  const [encoded = '', signature = '', ...rest] = token.split('.');
  const given = Buffer.from(signature, 'base64url');
  const expected = signatureOf(encoded);
  if (rest.length > 0 || given.length !== expected.length || !timingSafeEqual(given, expected)) return null;
  return viewing.parse(JSON.parse(Buffer.from(encoded, 'base64url').toString()));
}

function signatureOf(encoded: string): Buffer {
  return keyed('viewing token', encoded);
}
