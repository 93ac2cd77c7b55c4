import type { NextRequest } from 'next/server';
import NextAuth from 'next-auth/next';
import { authOptions } from '@/app/_lib/auth/next-auth';
import { environment } from '@/app/_lib/environment';
import { parseJson } from '@/app/_lib/http/parse-json';
import { elsewhereFlow } from '@/app/_lib/auth/elsewhere/cookies';
import { pageBefore } from '@/app/_lib/auth/elsewhere/problems';
import { PROVIDER_ID } from '@/app/_lib/auth/elsewhere/provider';
import { take } from '@/app/_lib/limits/take';
import { thisNetwork } from '@/app/_lib/limits/this-network';
import { currentUser } from '@/app/_lib/auth/current-user';

/** Where a provider leads back to. */
const CALLBACK = `callback/${PROVIDER_ID}`;

/** The endpoints of next-auth that work here. The others need features that this site lacks, and fail. */
const ENDPOINTS: Record<string, readonly string[]> = {
  GET: ['csrf', 'error', 'providers', 'session', 'signin', 'signout', ...(environment.oidc ? [CALLBACK] : [])],
  POST: ['callback/credentials', 'session', 'signout'],
};

/**
 * Serves next-auth's own endpoints, beside the site's forms. Answers `session` itself: next-auth would renew a token
 * without a check that its session has not ended.
 */
async function handle(request: NextRequest, context: RouteContext<'/api/auth/[...nextauth]'>): Promise<Response> {
  const endpoint = (await context.params).nextauth.join('/');
  if (!ENDPOINTS[request.method === 'HEAD' ? 'GET' : request.method]?.includes(endpoint))
    return new Response(null, { status: 404 });
  if (endpoint === 'session') {
    const user = await currentUser();
    const body = user ? { user: { name: user.name, email: user.email } } : {};
    return Response.json(body, { headers: { 'Cache-Control': 'private, no-store' } });
  }
  // next-auth logs a body that it cannot read as an error of the site.
  const isReadable =
    request.nextUrl.searchParams.getAll('callbackUrl').every(isAddress) && (await isForm(request.clone()));
  if (!isReadable) return new Response(null, { status: 400 });
  return endpoint === CALLBACK ? comeBack(request, context) : NextAuth(request, context, authOptions());
}

/** Serves who comes back from the provider. An error leads to a page of this site that tells it, in place of next-auth's. */
async function comeBack(request: NextRequest, context: RouteContext<'/api/auth/[...nextauth]'>): Promise<Response> {
  const flow = await elsewhereFlow.read();
  // Each costs requests to the provider.
  const network = await thisNetwork();
  if (await take(['sign-ins elsewhere from a network', network])) return leadTo(pageBefore(flow, 'unavailable'));
  const answer = (await NextAuth(request, context, authOptions())) as Response;
  if (!answer.headers.get('Location')?.startsWith(`${environment.siteUrl}/api/auth/`)) return answer;
  const hasCancelled = request.nextUrl.searchParams.get('error') === 'access_denied';
  return leadTo(pageBefore(flow, hasCancelled ? 'cancelled' : 'failed'));
}

function leadTo(Location: string): Response {
  return new Response(null, { status: 302, headers: { Location } });
}

function isAddress(text: string): boolean {
  return text.startsWith('/') ? URL.canParse(text, environment.siteUrl) : /^https?:/.test(text) && URL.canParse(text);
}

async function isForm(request: Request): Promise<boolean> {
  if (request.method !== 'POST') return true;
  const type = request.headers.get('content-type') ?? '';
  if (!type.includes('application/json')) return type.includes('application/x-www-form-urlencoded');
  const body = parseJson(await request.text());
  return typeof body === 'object' && body !== null && !Array.isArray(body);
}

export { handle as GET, handle as POST };
