'use server';

import { redirect } from 'next/navigation';
import { z } from 'zod';
import { checkCredentials } from '@/app/_lib/auth/credentials';
import { forThisPage, type FormState } from '@/app/_lib/commands/page-action';
import { returnTo } from '@/app/_lib/auth/return-to';
import { beginSession } from '@/app/_lib/auth/session';

export interface SignInState {
  /** What was typed, to be kept. */
  email: string;
  errors: { email?: string; password?: string };
  /** What is wrong, where it is no one field's fault. */
  problem?: string;
}

const text = z.string().catch('');

/** Signs in and goes on. For an unknown address and for a wrong password the answer is the same. */
export async function signIn(_before: unknown, form: FormData): Promise<FormState<SignInState>> {
  return forThisPage<SignInState>(form, { email: '', errors: {} }, () => signInPerson(form), { isForVisitors: true });
}

async function signInPerson(form: FormData): Promise<SignInState> {
  const email = text.parse(form.get('email')).trim();
  const password = text.parse(form.get('password'));
  const errors = {
    ...(email === '' && { email: 'Enter your email address.' }),
    ...(password === '' && { password: 'Enter your password.' }),
  };
  if (Object.keys(errors).length > 0) return { email, errors };

  const signedIn = await trySigningIn(email, password);
  if (signedIn === 'yes') redirect(returnTo(form.get('next')));
  return { email, errors: {}, problem: PROBLEMS[signedIn] };
}

const PROBLEMS = {
  wrong: 'Wrong email address or password.',
  limited: 'Too many wrong passwords for this address. Try again in 15 minutes.',
  unavailable: 'You couldn’t be signed in just now. Try again in a moment.',
};

async function trySigningIn(email: string, password: string): Promise<'yes' | keyof typeof PROBLEMS> {
  try {
    const checked = await checkCredentials(email, password);
    if (typeof checked === 'string') return checked;
    await beginSession(checked.userId);
    return 'yes';
  } catch (error) {
    console.error('Could not sign in:', error);
    return 'unavailable';
  }
}
