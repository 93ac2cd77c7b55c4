'use server';

import { redirect } from 'next/navigation';
import { checkPerson } from '@/app/_lib/commands/check-page';
import { STAMP_FIELD } from '@/app/_lib/commands/form-state';
import { forgetBrowser } from '@/app/_lib/auth/known-browser';
import { endSession } from '@/app/_lib/auth/session';
import { FORGET_FIELD } from './forget-field';

/**
 * Signs out and goes home. Like all server actions it needs a POST, so no link and no prefetch signs anybody out. If
 * another person than the page's is signed in by now, it asks first. It forgets that the browser is known if it is asked to.
 */
export async function signOut(form: FormData): Promise<void> {
  const refusal = await checkPerson(form.get(STAMP_FIELD));
  if (refusal?.reason === 'other-person') redirect('/sign-out');
  await endSession();
  if (form.has(FORGET_FIELD)) await forgetBrowser();
  redirect('/');
}
