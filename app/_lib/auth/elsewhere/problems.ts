import type { Route } from 'next';
import { returnTo } from '../return-to';
import type { ElsewhereFlow } from './cookies';

/** Why nothing follows when somebody comes back from the provider. */
type Problem = 'cancelled' | 'unavailable' | 'failed';

/** Why they are not signed in. */
export type SignInProblem = Problem | 'unverified';

/** Why their account is not connected. */
export type ConnectionProblem = Problem | 'taken' | 'other-connected' | 'password-expired' | 'pending';

/** Returns the page from which somebody went to the provider, which tells a problem. @param flow null if it is not known any more. */
export function pageBefore(flow: ElsewhereFlow | null, problem: Problem): Route {
  return flow?.connectTo ? connectionsPage(problem) : signInPage(problem, returnTo(flow?.next));
}

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
      'other-connected': `Your account here is connected to another account at ${name}. Disconnect that one first.`,
      'password-expired': 'That took too long. Enter your password again.',
      pending: `Your account at ${name} is being connected. Reload this page in a moment.`,
      unavailable: 'It couldn’t be connected just now. Try again in a moment.',
      failed: `Connecting ${name} didn’t work. Try again.`,
      cancelled: `You didn’t sign in with ${name}, so nothing was connected.`,
    } satisfies Record<ConnectionProblem, string>,
    problem,
  );
}

function sentenceIn(sentences: Record<string, string>, problem: unknown): string | null {
  return typeof problem === 'string' && Object.hasOwn(sentences, problem) ? sentences[problem]! : null;
}
