'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import { addressIdOf, keepKey } from '@/app/_lib/personal-data';
import { returnTo } from '@/app/_lib/return-to';
import { sendCommand, type Outcome } from '@/app/_lib/send-command';
import { beginSession } from '@/app/_lib/session';
import { identity } from '@/workers/identity/contract';
import { registerCommand } from './register-command';
import { readRegistration, type Registration, type RegistrationErrors } from './registration';

export interface RegisterState {
  /** What was typed, to be kept; but for the password, which no page repeats. */
  name: string;
  email: string;
  errors: RegistrationErrors;
  /** What is wrong, where it is no field's fault. */
  problem?: string;
}

/** Registers, signs in, and goes on; or says at the fields what is wrong. */
export async function register(_before: RegisterState, form: FormData): Promise<RegisterState> {
  const { registration, errors } = readRegistration(form);
  const state = { name: registration.name, email: registration.email, errors };
  if (Object.keys(errors).length > 0) return state;
  const formId = z.uuid().safeParse(form.get('formId')).data;
  if (!formId) return { ...state, problem: 'This form is incomplete. Please reload the page and try again.' };

  const { outcome, userId } = await send(formId, registration);
  const next = returnTo(form.get('next'));
  switch (outcome.status) {
    case 'rejected':
      return { ...state, ...explain(outcome.rejection.reason) };
    case 'queued':
    case 'parked':
      return redirect(`/register/pending?${new URLSearchParams({ trace: outcome.traceId, user: userId, next })}`);
    case 'done':
      return redirect((await signedIn(userId)) ? next : `/sign-in?${new URLSearchParams({ next })}`);
  }
}

/** The key is kept before anything that is sealed with it is written. */
async function send(formId: string, registration: Registration): Promise<{ outcome: Outcome; userId: string }> {
  const rejected = (reason: string): Outcome => ({ status: 'rejected', traceId: '', rejection: { reason } });
  try {
    const { command, key } = await registerCommand(formId, registration, await addressIdOf(registration.email));
    const { userId, addressId } = command.data;
    if (!(await keepKey(userId, key))) return { outcome: rejected('account-deleted'), userId };
    const outcome = await sendCommand(identity.commandStream(addressId), command, { userId, views: ['user-credentials'] });
    return { outcome, userId };
  } catch (error) {
    console.error('Could not register:', error);
    return { outcome: rejected('unavailable'), userId: '' };
  }
}

/** The account is there in any case: whoever cannot be signed in now can do so later. */
async function signedIn(userId: string): Promise<boolean> {
  try {
    await beginSession(userId);
    return true;
  } catch (error) {
    console.error('Could not sign in after registering:', error);
    return false;
  }
}

function explain(reason: string): Pick<RegisterState, 'problem'> | Pick<RegisterState, 'errors'> {
  switch (reason) {
    case 'address-taken':
      return { errors: { email: 'Somebody has registered with this address. Sign in, or use another one.' } };
    case 'account-deleted':
      return { problem: 'The account of this form has been deleted. Please reload the page to register anew.' };
    default:
      return { problem: 'Registering does not work right now, and nothing was saved. Please try again in a moment.' };
  }
}
