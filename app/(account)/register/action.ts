'use server';

import { redirect } from 'next/navigation';
import { addressIdOf } from '@/app/_lib/auth/address-id';
import { countForNetwork, isNetworkLimited, TOO_MANY_FROM_NETWORK } from '@/app/_lib/auth/network-limits';
import { returnTo } from '@/app/_lib/auth/return-to';
import { beginSession } from '@/app/_lib/auth/session';
import { visitorAction } from '@/app/_lib/commands/form-action';
import { rejected, type Answer } from '@/app/_lib/commands/form-state';
import { sendAndWait, type Outcome } from '@/app/_lib/commands/send-command';
import { identity } from '@/workers/identity/contract';
import { keepKey } from './keep-key';
import { newPerson, registerCommand, type NewPerson } from './register-command';
import { registrationFields, type Registration } from './registration';
import { rejectionSentence } from './rejections';

/** How often an unchanged form may be rejected for an address before the user must load the page again. */
const MAX_ATTEMPTS = 100;

/** Registers, signs in, and redirects; or returns the errors of the fields. */
export const register = visitorAction(registrationFields, async ({ formId, next: requestedNext, ...registration }) => {
  if (await isNetworkLimited('registrations')) return rejected({}, TOO_MANY_FROM_NETWORK);
  await countForNetwork('registrations');
  const { outcome, userId, passwordId } = await sendRegistration(formId, registration);
  const next = returnTo(requestedNext);
  switch (outcome.status) {
    case 'rejected':
      return answerTo(outcome.rejection.reason);
    case 'queued':
    case 'parked':
      return redirect(`/register/pending?${new URLSearchParams({ trace: outcome.traceId, user: userId, next })}`);
    case 'done':
      return redirect((await trySigningIn(userId, passwordId)) ? next : `/sign-in?${new URLSearchParams({ next })}`);
  }
});

async function sendRegistration(
  formId: string,
  registration: Registration,
): Promise<{ outcome: Outcome; userId: string; passwordId: string }> {
  try {
    const addressId = await addressIdOf(registration.email);
    const person = await keepPerson(formId, registration);
    const { command, passwordId } = await registerCommand(person, registration, addressId);
    const { userId } = person;
    return {
      userId,
      passwordId,
      outcome: await sendAndWait(identity.commandStream(addressId), command, {
        userId,
        aggregators: ['user-credentials'],
      }),
    };
  } catch (error) {
    console.error('Could not register:', error);
    return {
      userId: '',
      passwordId: '',
      outcome: { status: 'rejected', traceId: '', rejection: { reason: 'unavailable' } },
    };
  }
}

/**
 * Stores the person's key before any data that it encrypts. A forgotten person gets no new key, so the form makes a new
 * person.
 */
async function keepPerson(formId: string, registration: Registration): Promise<NewPerson> {
  for (let attempt = 0; ; attempt += 1) {
    const person = newPerson(formId, registration, attempt);
    if (await keepKey(person.userId, person.key)) return person;
    if (attempt === MAX_ATTEMPTS) throw new Error('This form was rejected too often');
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

/** Returns the sentence for a rejection, at the field that it is about. */
function answerTo(reason: string): Answer {
  const sentence = rejectionSentence(reason);
  return reason === 'address-taken' ? rejected({ email: sentence }) : rejected({}, sentence);
}
