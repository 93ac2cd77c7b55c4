import 'server-only';
import { randomUUID, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { keyed } from './keyed';

/** How long a page may report on its viewing after it was made. */
const VALID_MS = 24 * 3600 * 1000;

const viewing = z.object({ viewingId: z.uuid(), videoId: z.uuid(), durationSeconds: z.number().positive(), issuedAt: z.number() });

/** The viewing that a token is for. `issuedAt` is in milliseconds since the epoch. */
export type TokenViewing = z.output<typeof viewing>;

/**
 * A token for one viewing of a video, for the player to send with its reports: nobody can make one up, or turn it
 * into one for another video or viewing. Mint one for each page of a video that may be watched.
 */
export function mintViewingToken(video: { videoId: string; durationSeconds: number }, now = Date.now()): string {
  const { videoId, durationSeconds } = video;
  const payload: TokenViewing = { viewingId: randomUUID(), videoId, durationSeconds, issuedAt: now };
  const encoded = Buffer.from(JSON.stringify(payload)).toString('base64url');
  return `${encoded}.${signatureOf(encoded).toString('base64url')}`;
}

/** The viewing of a token; or why it is none: somebody else made it, or it is older than a day. */
export function readViewingToken(token: string, now = Date.now()): TokenViewing | 'forged' | 'expired' {
  const [encoded = '', signature = '', ...rest] = token.split('.');
  const given = Buffer.from(signature, 'base64url');
  const expected = signatureOf(encoded);
  if (rest.length > 0 || given.length !== expected.length || !timingSafeEqual(given, expected)) return 'forged';
  const payload = viewing.parse(JSON.parse(Buffer.from(encoded, 'base64url').toString()));
  return now - payload.issuedAt > VALID_MS ? 'expired' : payload;
}

function signatureOf(encoded: string): Buffer {
  return keyed('viewing token', encoded);
}
