'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import { addressLinkOf, addressToken } from '@/app/_lib/auth/address-link';
import { passwordError } from '@/app/_lib/auth/password-rules';
import { returnTo } from '@/app/_lib/auth/return-to';
import { beginSession } from '@/app/_lib/auth/session';
import { visitorAction } from '@/app/_lib/commands/form-action';
import { typedText } from '@/app/_lib/commands/form-fields';
import { rejected, type Answer } from '@/app/_lib/commands/form-state';
import { sendAndWait, type Outcome } from '@/app/_lib/commands/send-command';
import { take } from '@/app/_lib/limits/take';
import { thisNetwork } from '@/app/_lib/limits/this-network';
import { identity } from '@/workers/identity/contract';
import { LINK_FIELD } from '../../_ui/link-field';
import { accountToCome, registerCommand } from '../account-to-come';
import { nextPage } from '../next-page';
import { rejectionSentence } from '../rejections';
import { newName, type Chosen } from './fields';

const ENDED = rejected({ [LINK_FIELD]: 'This link doesn’t work any more.' });
const fields = z.object({ token: addressToken, name: newName, password: typedText });

/** Opens the account of the link that was mailed, signs in, and redirects; or returns the errors of the fields. */
export const finishRegistration = visitorAction(fields, async ({ token, name, password }): Promise<Answer> => {
  const next = returnTo((await nextPage.read())?.next);
  const signIn = `/sign-in?${new URLSearchParams({ next })}` as const;
  const sent = await sendRegistration(token, { name, password });
  if ('answer' in sent) return sent.answer;
  const { outcome, userId, passwordId } = sent;
  switch (outcome.status) {
    case 'rejected':
      return answerTo(outcome.rejection.reason);
    case 'queued':
    case 'parked':
      return redirect(`/register/pending?${new URLSearchParams({ trace: outcome.traceId, user: userId, next })}`);
    case 'done':
      await nextPage.forget();
      return redirect((await trySigningIn(userId, passwordId)) ? next : signIn);
  }
});

type Sent = { answer: Answer } | { outcome: Outcome; userId: string; passwordId: string };

/** Returns the outcome of the registration, or the answer of the form. */
async function sendRegistration(token: string, chosen: Chosen): Promise<Sent> {
  try {
    const full = await take(['links opened from a network', await thisNetwork()]);
    if (full) return { answer: rejected({}, full.sentence) };
    const { userId } = accountToCome(token);
    const link = await addressLinkOf(userId, token);
    if (!link) return { answer: ENDED };
    const error = await passwordError(chosen.password, { email: link.email, name: chosen.name });
    if (error !== null) return { answer: rejected({ password: error }) };
    const { command, passwordId } = await registerCommand(token, link, chosen);
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
