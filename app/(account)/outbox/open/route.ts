import { notFound, redirect } from 'next/navigation';
import type { NextRequest } from 'next/server';
import { isOutboxKey, keepOutboxKey } from '@/app/(account)/outbox/outbox-key';

/** Stores the key of the outbox in a cookie, so that addresses no longer contain it. */
export async function GET(request: NextRequest): Promise<Response> {
  const key = request.nextUrl.searchParams.get('key');
  if (key === null || !(await isOutboxKey(key))) notFound();
  await keepOutboxKey(key);
  redirect('/outbox');
}
