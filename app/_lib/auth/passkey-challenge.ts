import 'server-only';
import { randomBytes } from 'node:crypto';
import { isEqual } from './is-equal';
import { keyed } from './keyed';

/** What a passkey signs: to sign in, or to be added to the account with this id. */
export type PasskeyPurpose = 'sign-in' | { readonly addTo: string };

/** A page can stay open for so long before its passkey is used. */
const OPEN_MS = 60 * 60_000;
const [RANDOM_BYTES, TIME_BYTES] = [16, 6];

/**
 * Returns a new challenge (WebAuthn, 13.4.3): random bytes, the time when it ends, and a code that only this site can make. So it
 * is stored nowhere. The component sees to it that it signs in once.
 */
export function newChallenge(purpose: PasskeyPurpose, now: number): Uint8Array<ArrayBuffer> {
  const time = Buffer.alloc(TIME_BYTES);
  time.writeUIntBE(now + OPEN_MS, 0, TIME_BYTES);
  const open = Buffer.concat([randomBytes(RANDOM_BYTES), time]);
  return Uint8Array.from(Buffer.concat([open, codeOf(open, purpose)]));
}

/** Returns whether this site has made a challenge for this purpose, within the last hour. @param challenge in base64url. */
export function isOpenChallenge(challenge: string, purpose: PasskeyPurpose, now: number): boolean {
  const bytes = Buffer.from(challenge, 'base64url');
  const open = bytes.subarray(0, RANDOM_BYTES + TIME_BYTES);
  if (open.length < RANDOM_BYTES + TIME_BYTES || open.readUIntBE(RANDOM_BYTES, TIME_BYTES) < now) return false;
  return isEqual(codeOf(open, purpose).toString('hex'), bytes.subarray(open.length).toString('hex'));
}

function codeOf(open: Buffer, purpose: PasskeyPurpose): Buffer {
  const about = purpose === 'sign-in' ? [purpose] : ['add', purpose.addTo];
  return keyed('passkey challenge', open.toString('hex'), ...about);
}
