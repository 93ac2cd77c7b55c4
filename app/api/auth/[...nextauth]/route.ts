import type { NextRequest } from 'next/server';
import NextAuth from 'next-auth/next';
import { authOptions } from '@/app/_lib/auth';
import { currentUser } from '@/app/_lib/session';

/**
 * next-auth's own endpoints, beside the site's forms. The session is answered here: next-auth would renew a token
 * without asking whether its session has ended.
 */
async function handle(request: NextRequest, context: RouteContext<'/api/auth/[...nextauth]'>): Promise<Response> {
  const { nextauth } = await context.params;
  // Where next-auth's browser client, which is not in use, has its errors logged: anybody could write into the log.
  if (nextauth[0] === '_log') return new Response(null, { status: 404 });
  if (nextauth[0] !== 'session') return NextAuth(request, context, authOptions());
  const user = await currentUser();
  const body = user ? { user: { name: user.name, email: user.email } } : {};
  return Response.json(body, { headers: { 'Cache-Control': 'private, no-store' } });
}

export { handle as GET, handle as POST };
