import 'server-only';
import { redirect } from 'next/navigation';
import type { Route } from 'next';
import type { AddressLink } from '@/app/_lib/auth/address-link';
import type { NewLink } from '@/app/_lib/auth/elsewhere/link-identity';
import { passwordError } from '@/app/_lib/auth/password-rules';
import { environment } from '@/app/_lib/environment';
import { beginSession } from '@/app/_lib/auth/session';
import { rejected, type Answer } from '@/app/_lib/commands/form-state';
import { sendAndWait, type Outcome } from '@/app/_lib/commands/send-command';
import { take } from '@/app/_lib/limits/take';
import { thisNetwork } from '@/app/_lib/limits/this-network';
import { identity } from '@/workers/identity/contract';
import { LINK_FIELD } from '../_ui/link-field';
import { accountToCome, registerCommand } from './account-to-come';
import type { Chosen } from './finish/fields';
import { rejectionSentence } from './rejections';

const ENDED = rejected({ [LINK_FIELD]: 'This link doesn’t work any more.' });

/** How somebody has proved their address. */
export interface Proof {
  /** Returns the link that names the claim of the address; null if it has ended. */
  readonly link: () => Promise<AddressLink | null>;
  /** The identity elsewhere with which they have come. */
  readonly external?: NewLink;
  /** Where they go after it. */
  readonly next: Route;
  /** Forgets what this browser keeps for the registration. */
  readonly forget: () => Promise<void>;
}

/** Opens the account to come of this token, signs in, and redirects; or returns the errors of the fields. */
export async function openAccount(token: string, chosen: Chosen, proof: Proof): Promise<Answer> {
  const { next, forget } = proof;
  const signIn = `/sign-in?${new URLSearchParams({ next })}` as const;
  const sent = await sendRegistration(token, chosen, proof);
  if ('answer' in sent) return sent.answer;
  const { outcome, userId, passwordId } = sent;
  switch (outcome.status) {
    case 'rejected':
      return answerTo(outcome.rejection.reason);
    case 'queued':
    case 'parked':
      return redirect(`/register/pending?${new URLSearchParams({ trace: outcome.traceId, user: userId, next })}`);
    case 'done':
      await forget();
      return redirect((await trySigningIn(userId, passwordId)) ? next : signIn);
  }
}

type Sent = { answer: Answer } | { outcome: Outcome; userId: string; passwordId: string };

/** Returns the outcome of the registration, or the answer of the form. */
async function sendRegistration(token: string, chosen: Chosen, { link: findLink, external }: Proof): Promise<Sent> {
  try {
    const full = await take(['links opened from a network', await thisNetwork()]);
    if (full) return { answer: rejected({}, full.sentence) };
    const { userId } = accountToCome(token);
    const link = await findLink();
    if (!link) return { answer: ENDED };
    const { terms } = environment;
    if (terms && chosen.terms !== terms.version) return { answer: rejected({ terms: termsSentence(chosen.terms) }) };
    const error = await passwordError(chosen.password, { email: link.email, name: chosen.name });
    if (error !== null) return { answer: rejected({ password: error }) };
    const { command, passwordId } = await registerCommand(
      token,
      link,
      { ...chosen, terms: terms?.version ?? '' },
      external,
    );
    const outcome = await sendAndWait(identity.commandStream(link.addressId), command, {
      userId,
      aggregators: ['user-credentials'],
    });
    return { outcome, userId, passwordId };
  } catch (error) {
    console.error('Could not register:', error);
    return { answer: answerTo('unavailable') };
  }
}

/** Signs the person in and returns whether that worked. If not, they can sign in later: the account exists. */
async function trySigningIn(userId: string, passwordId: string): Promise<boolean> {
  try {
    await beginSession({ userId, passwordId });
    return true;
  } catch (error) {
    console.error('Could not sign in after registering:', error);
    return false;
  }
}

function answerTo(reason: string): Answer {
  return reason === 'link-ended' ? ENDED : rejected({}, rejectionSentence(reason));
}

function termsSentence(accepted: string): string {
  return accepted === ''
    ? 'Accept the terms to register.'
    : 'The terms changed meanwhile. Reload the page to read them.';
}
