import 'server-only';
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
  type AuthenticationResponseJSON,
  type RegistrationResponseJSON,
} from '@simplewebauthn/server';
import { z } from 'zod';
import { environment } from '@/app/_lib/environment';
import { queryPrimaryAs } from '@/app/_lib/queries/database';
import { views } from '@/app/_lib/queries/views';
import { showEmail } from '@/personal-data/address';
import { hashOfToken } from '@/text/hash-of-token';
import type { UsedPasskey } from '@/workers/identity/contract';
import type { CurrentUser } from './find-user';
import { isOpenChallenge, newChallenge, type PasskeyPurpose } from './passkey-challenge';

/*
 * Passkeys (WebAuthn): a device signs a challenge of this site with a key that belongs to the site's host name, after its person
 * has unlocked it. So it is what somebody has and what they are or know, and a forged site gets nothing from it.
 */

/** The host whose passkeys these are, and where they can be used. Browsers have none for an IP address. */
const site = new URL(environment.siteUrl);

/** Returns what a browser needs to sign in with any passkey of this site that it has. */
export function signInOptions() {
  return generateAuthenticationOptions({
    rpID: site.hostname,
    challenge: newChallenge('sign-in', Date.now()),
    userVerification: 'required',
  });
}

/** Returns what a browser needs to make a passkey for a user. */
export async function newPasskeyOptions({ userId, email, name }: CurrentUser) {
  const known = await passkeysOf(userId);
  return generateRegistrationOptions({
    rpName: 'Video Tutorials',
    rpID: site.hostname,
    userID: Uint8Array.from(Buffer.from(userId)),
    userName: showEmail(email),
    userDisplayName: name,
    challenge: newChallenge({ addTo: userId }, Date.now()),
    attestationType: 'none',
    excludeCredentials: known.map(({ passkeyId: id, transports }) => ({ id, transports })),
    // So that it can be found without a name, and signs only for somebody who has unlocked the device.
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
}

/** Returns the passkeys of a user, the oldest first. */
export async function passkeysOf(userId: string) {
  const rows = await queryPrimaryAs(
    { userId },
    views
      .selectFrom('user_credentials_passkeys')
      .where('userId', '=', userId)
      .selectAll()
      .orderBy('addedAt')
      .orderBy('passkeyId'),
  );
  return rows.map(({ transports, ...row }) => ({ ...row, transports: transports.split(',').filter(Boolean) }));
}

const words = z.string().max(10_000);
const anyResponse = z.looseObject({ id: words, rawId: words, type: words });
const signedBy = anyResponse.extend({ response: z.looseObject({ clientDataJSON: words, userHandle: words }) });

/**
 * Checks what a browser says to sign in with a passkey.
 * @param said JSON.
 * @returns whose passkey it is and how it was used; null if it is none of this site's, or signed something else.
 */
export async function checkPasskey(said: string): Promise<{ userId: string; passkey: UsedPasskey } | null> {
  const response = signedBy.safeParse(jsonOf(said)).data;
  const userId = response && userIdIn(response.response.userHandle);
  if (!userId) return null;
  const known = (await passkeysOf(userId)).find(({ passkeyId }) => passkeyId === response.id);
  if (!known) return null;
  const { passkeyId, publicKey, signCount, transports } = known;
  const signed = await verified('sign-in', (expected) =>
    verifyAuthenticationResponse({
      ...expected,
      response: response as unknown as AuthenticationResponseJSON,
      credential: {
        id: passkeyId,
        publicKey: Uint8Array.from(Buffer.from(publicKey, 'base64url')),
        counter: signCount,
        transports,
      },
    }),
  );
  if (!signed?.result.verified) return null;
  const { newCounter } = signed.result.authenticationInfo;
  return { userId, passkey: { passkeyId, signCount: newCounter, challengeHash: hashOfToken(signed.challenge) } };
}

/**
 * Checks what a browser says of a passkey that it has made for a user.
 * @param said JSON.
 * @returns the fields of a message; null if it is not for this user, or not as this site asked for it.
 */
export async function checkNewPasskey(userId: string, said: string) {
  const response = anyResponse.safeParse(jsonOf(said)).data;
  if (!response) return null;
  const made = await verified({ addTo: userId }, (expected) =>
    verifyRegistrationResponse({ ...expected, response: response as unknown as RegistrationResponseJSON }),
  );
  if (!made?.result.verified) return null;
  const { id, publicKey, counter, transports = [] } = made.result.registrationInfo.credential;
  return {
    userId,
    passkeyId: id,
    publicKey: Buffer.from(publicKey).toString('base64url'),
    signCount: counter,
    transports: transports.slice(0, 10),
  };
}

/** Runs a check of the library, which throws for what is not as expected. @returns its result, and what was signed. */
async function verified<Result>(
  purpose: PasskeyPurpose,
  verify: (expected: {
    expectedChallenge: (challenge: string) => boolean;
    expectedOrigin: string;
    expectedRPID: string;
    requireUserVerification: true;
  }) => Promise<Result>,
): Promise<{ result: Result; challenge: string } | null> {
  let signed = '';
  try {
    const result = await verify({
      expectedChallenge: (challenge) => {
        signed = challenge;
        return isOpenChallenge(challenge, purpose, Date.now());
      },
      expectedOrigin: site.origin,
      expectedRPID: site.hostname,
      requireUserVerification: true,
    });
    return { result, challenge: signed };
  } catch {
    return null;
  }
}

function userIdIn(handle: string): string | null {
  // Nobody signs it, so it may come in either case.
  return z.uuid().toLowerCase().safeParse(Buffer.from(handle, 'base64url').toString()).data ?? null;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
