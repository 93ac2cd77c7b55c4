import 'server-only';
import { cookies } from 'next/headers';
import { currentSession } from './current-user';
import { forgetBrowser, rememberBrowser } from './known-browser';
import { pendingSignIn } from './pending-sign-in';
import { sessionCookie } from './session-cookie';
import { newSession } from './session-token';
import { recordSignOut, type SignIn } from './sign-in-commands';

/*
 * How a user signs in, and stays signed in:
 * 1. `check-credentials.ts` compares the password with its hash (`password.ts`). After too many wrong ones, no further
 *    attempts for an address are made for some minutes, nor from a network (`wrong-tries.ts`), except on a browser that the user
 *    has used before (`known-browser.ts`). Each wrong password sends `RecordSignInFailure`.
 * 2. If the account has two-step sign-in, `pending-sign-in.ts` remembers for some minutes that the password was right, and
 *    `/sign-in/code` asks for a code (`second-step.ts`, `second-factor.ts`).
 *    A passkey stands in for both (`passkeys.ts`, `passkey-challenge.ts`). A provider stands in for the password: next-auth checks
 *    what it says, and `elsewhere/arrive.ts` decides what follows.
 * 3. `beginSession` makes the token of a new session (`session-token.ts`), sends `RecordSignIn` with its hash
 *    (`sign-in-commands.ts`), sets the token as the session cookie, and remembers the browser (`known-browser.ts`).
 * 4. Each later request: `currentUser` (`current-user.ts`) reads the cookie's token (`session-cookie.ts`), and looks up that
 *    its session has not ended and was used lately, and that the account exists (`find-user.ts`). It records the use
 *    (`session-use.ts`).
 * 5. `endSession` sends `SignOut` and deletes the cookie.
 * `next-auth.ts` has next-auth's settings. Its own endpoints under `/api/auth` check the password and the code, which come in
 * one request, record the session and set the cookie too, but do not remember the browser. `keyed.ts` has the secret that signs
 * tokens. `return-to.ts` decides where a user goes after signing in.
 */

/**
 * Signs a user in on this browser, as next-auth's own callback would. Only in a server action or a route handler.
 * @throws if the message store refuses the record.
 */
export async function beginSession(signIn: SignIn): Promise<void> {
  const { value, maxAge } = await newSession(signIn);
  (await cookies()).set(sessionCookie.name, value, { ...sessionCookie.options, maxAge });
  await pendingSignIn.forget();
  if (signIn.passwordId !== undefined) await rememberBrowser(signIn.userId, signIn.passwordId);
}

/** Signs out on this browser, and ends the session, in case another browser has its token. Only in a server action. */
export async function endSession(): Promise<void> {
  const session = await currentSession();
  if (session) await recordSignOut(session.userId, session.sessionHash);
  await dropSession();
}

/** Removes the session and sign-in cookies of a deleted account from this browser. Only in a server action. */
export async function signOutForGood(): Promise<void> {
  await dropSession();
  await pendingSignIn.forget();
  await forgetBrowser();
}

async function dropSession(): Promise<void> {
  const all = await cookies();
  for (const name of sessionCookie.names) if (all.get(name)) all.delete({ name, ...sessionCookie.options });
}
