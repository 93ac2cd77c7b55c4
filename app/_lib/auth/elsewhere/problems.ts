import type { Route } from 'next';

/** Why somebody who comes back from the provider is not signed in. */
export type SignInProblem = 'cancelled' | 'unverified' | 'unavailable' | 'failed';

/** Why an account is not connected. */
export type ConnectionProblem = 'taken' | 'late' | 'later' | 'failed' | 'cancelled';

/** Returns the page to sign in, which tells a problem. @param next where to go after signing in. */
export function signInPage(problem: SignInProblem, next: string): Route {
  return `/sign-in?${new URLSearchParams({ next, problem })}` as Route;
}

/** Returns the page of the account's connection, which tells a problem, if there is one. */
export function connectionsPage(problem?: ConnectionProblem): Route {
  return `/account/connections${problem ? `?${new URLSearchParams({ problem })}` : ''}` as Route;
}

/** Returns the sentence for a problem in an address; null for none. @param name the provider's. */
export function signInSentence(problem: unknown, name: string): string | null {
  return sentenceIn(
    {
      cancelled: `You didn’t sign in with ${name}.`,
      unverified: `${name} doesn’t say that your email address is yours. Confirm it there, then try again.`,
      unavailable: 'You couldn’t be signed in just now. Try again in a moment.',
      failed: `Signing in with ${name} didn’t work. Try again.`,
    } satisfies Record<SignInProblem, string>,
    problem,
  );
}

/** As `signInSentence`, for the page of the account's connection. */
export function connectionSentence(problem: unknown, name: string): string | null {
  return sentenceIn(
    {
      taken: `This account at ${name} is connected to another account here.`,
      late: 'That took too long. Enter your password again.',
      later: `Your account at ${name} is being connected. Reload this page in a moment.`,
      failed: `Connecting ${name} didn’t work. Try again.`,
      cancelled: `You didn’t sign in with ${name}, so nothing was connected.`,
    } satisfies Record<ConnectionProblem, string>,
    problem,
  );
}

function sentenceIn(sentences: Record<string, string>, problem: unknown): string | null {
  return typeof problem === 'string' && Object.hasOwn(sentences, problem) ? sentences[problem]! : null;
}
