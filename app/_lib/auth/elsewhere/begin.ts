import 'server-only';
import NextAuth from 'next-auth/next';
import { cookies } from 'next/headers';
import { NextRequest, NextResponse } from 'next/server';
import { environment } from '@/app/_lib/environment';
import { authOptions } from '../next-auth';
import { elsewhereAddress, elsewhereFlow, type ElsewhereFlow } from './cookies';
import { PROVIDER_ID } from './provider';

/**
 * Prepares this browser for the way to the provider: next-auth's endpoints set the cookies with what the provider has to send back.
 * Only in a server action.
 * @returns false if the provider cannot be reached.
 */
export async function beginElsewhere(flow: ElsewhereFlow): Promise<boolean> {
  const { csrfToken } = await ask<{ csrfToken: string }>('csrf');
  const { url } = await ask<{ url: string }>(`signin/${PROVIDER_ID}`, { csrfToken, json: 'true' });
  // next-auth leads to its page of errors.
  if (url.startsWith(`${environment.siteUrl}/api/auth/`)) return false;
  await elsewhereFlow.keep(flow);
  await elsewhereAddress.keep({ url });
  return true;
}

/** Asks an endpoint of next-auth as this browser would, and gives the browser the cookies of the answer. */
async function ask<Answer>(endpoint: string, form?: Record<string, string>): Promise<Answer> {
  const request = new NextRequest(
    `${environment.siteUrl}/api/auth/${endpoint}`,
    form && { method: 'POST', body: new URLSearchParams(form) },
  );
  const params = Promise.resolve({ nextauth: endpoint.split('/') });
  const answer = (await NextAuth(request, { params }, authOptions())) as Response;
  const all = await cookies();
  for (const { name, value, ...options } of new NextResponse(null, { headers: answer.headers }).cookies.getAll())
    all.set(name, value, options);
  return answer.json() as Promise<Answer>;
}
