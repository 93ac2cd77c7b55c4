'use server';

import { redirect } from 'next/navigation';
import { endSession } from '@/app/_lib/session';

/** Signs out and goes home. A POST, as all server actions are: no link and no prefetch signs anybody out. */
export async function signOut(): Promise<void> {
  await endSession();
  redirect('/');
}
