import 'server-only';
import { createChallenge, verifySolution, type Challenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/web/pbkdf2';
import { z } from 'zod';
import { keyed } from '@/app/_lib/auth/keyed';
import { environment } from '@/app/_lib/environment';
import { PROOF_FIELD, type ProvenForm } from './proof-field';
import { take, takenOf } from './take';

/** What a browser must find takes 256 tries on average, of half a millisecond on a computer, and some on a slow phone. */
const WORK = { algorithm: 'PBKDF2/SHA-256', cost: 2_000, keyLength: 32, keyPrefix: '00' } as const;
/** From the question to the answer. The limit `uses of a proof` lasts longer. */
const PROOF_MINUTES = 10;
/** The wrong passwords of a network after which signing in takes a proof. */
const FREE_WRONG_PASSWORDS = 10;

/** The sentence for a form that came without a proof that is good. */
export const UNPROVEN =
  'This form couldn’t check your browser, which needs JavaScript. Switch it on if it is off, and send the form again.';

const proof = z.object({
  challenge: z.object({
    parameters: z.object({
      ...{ algorithm: z.string(), nonce: z.string(), salt: z.string(), cost: z.number(), keyLength: z.number() },
      ...{ keyPrefix: z.string(), expiresAt: z.number(), data: z.object({ form: z.string() }) },
    }),
    signature: z.string(),
  }),
  solution: z.object({ counter: z.number(), derivedKey: z.string() }),
});

/** Returns whether forms for visitors need a proof of work on this site. */
export function needsProofs(): boolean {
  return environment.PROOF_OF_WORK === 'on';
}

/** Returns a challenge for a form, which only this site can make. */
export function newChallenge(form: ProvenForm, now = Date.now()): Promise<Challenge> {
  return createChallenge({
    ...WORK,
    deriveKey,
    data: { form },
    expiresAt: Math.floor(now / 1000) + PROOF_MINUTES * 60,
    hmacSignatureSecret: signingKey(),
  });
}

/**
 * Returns whether a form came with a proof of work for it, which nobody has used. It is used by that. All are good if the site
 * needs none.
 * @param sent the value of `PROOF_FIELD`.
 * @throws if the database cannot be asked.
 */
export async function isProven(form: ProvenForm, sent: unknown): Promise<boolean> {
  if (!needsProofs()) return true;
  const read = proof.safeParse(parse(sent)).data;
  if (!read) return false;
  const { challenge, solution } = read;
  if (challenge.parameters.data.form !== form) return false;
  const { verified } = await verifySolution({ challenge, solution, deriveKey, hmacSignatureSecret: signingKey() });
  return verified && (await take(['uses of a proof', challenge.signature])) === null;
}

/** Returns whether signing in takes a proof: after some wrong passwords of a network. */
export async function signInNeedsProof(network: string | null): Promise<boolean> {
  return needsProofs() && (await takenOf('wrong passwords from a network', network)) >= FREE_WRONG_PASSWORDS;
}

/** Returns the proof that a form sent. */
export function proofIn(form: FormData): unknown {
  return form.get(PROOF_FIELD);
}

function signingKey(): string {
  return keyed('proof of work').toString('base64url');
}

function parse(sent: unknown): unknown {
  if (typeof sent !== 'string' || sent.length > 2_000) return null;
  try {
    return JSON.parse(sent);
  } catch {
    return null;
  }
}
