'use server';

import { redirect } from 'next/navigation';
import { checkPerson } from '@/app/_lib/commands/check-page';
import { STAMP_FIELD } from '@/app/_lib/commands/form-state';
import { endSession } from '@/app/_lib/auth/session';

/**
 * Signs out and goes home. Like all server actions it needs a POST, so no link and no prefetch signs anybody out. If
 * another person than the page's is signed in by now, it asks first.
 */
export async function signOut(form: FormData): Promise<void> {
  const refusal = await checkPerson(form.get(STAMP_FIELD));
  if (refusal?.reason === 'other-person') redirect('/sign-out');
  await endSession();
  redirect('/');
}
