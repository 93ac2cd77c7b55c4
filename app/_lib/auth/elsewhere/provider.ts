import 'server-only';
import type { OAuthConfig } from 'next-auth/providers/oauth';
import { environment } from '@/app/_lib/environment';
import { cookieName, sessionCookie } from '../session-cookie';

/** The name of the provider in next-auth's addresses: `/api/auth/callback/oidc`. */
export const PROVIDER_ID = 'oidc';

/** How long somebody may take at the provider, in seconds. */
const CHECK_SECONDS = 15 * 60;

/** What a provider says of a person. Nothing is certain but `iss` and `sub`, which next-auth has checked. */
export interface Claims extends Record<string, unknown> {
  readonly iss: string;
  readonly sub: string;
}

/** Returns next-auth's providers for signing in elsewhere: the one of OIDC_ISSUER, or none. */
export function elsewhereProviders(): OAuthConfig<Claims>[] {
  if (!environment.oidc) return [];
  const { issuer, clientId, clientSecret, name } = environment.oidc;
  return [
    {
      id: PROVIDER_ID,
      name,
      type: 'oauth',
      issuer,
      wellKnown: `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
      clientId,
      clientSecret,
      idToken: true,
      checks: ['pkce', 'state', 'nonce'],
      authorization: { params: { scope: 'openid email profile' } },
      token: {
        async request({ client, params, checks, provider: { callbackUrl } }) {
          // Discovery does not compare it. Another one gets neither the code nor the secret.
          const named = client.issuer.metadata.issuer;
          if (named !== issuer) throw new Error(`OIDC_ISSUER is ${issuer}, and the provider says that it is ${named}`);
          return { tokens: await client.callback(callbackUrl, params, checks) };
        },
      },
      userinfo: {
        // Many providers tell the address only here.
        async request({ client, tokens }) {
          const { email, email_verified: isVerified, ...claims } = (tokens as unknown as { claims(): Claims }).claims();
          if ((email !== undefined && isVerified !== undefined) || !client.issuer.metadata.userinfo_endpoint)
            return { ...claims, email, email_verified: isVerified };
          // The address and whether it is verified are of one answer. It refuses that of another `sub`.
          const { sub: _sub, iss: _iss, ...told } = await client.userinfo<Record<string, unknown>>(tokens as never);
          return { ...claims, ...told } as Claims;
        },
      },
      profile: ({ sub }) => ({ id: sub }),
    },
  ];
}

/** The cookies in which next-auth keeps what the provider has to send back. */
export const checkCookies = {
  state: checkCookie('next-auth.state'),
  pkceCodeVerifier: checkCookie('next-auth.pkce.code_verifier'),
  nonce: checkCookie('next-auth.nonce'),
};

function checkCookie(name: string) {
  return { name: cookieName(name), options: { ...sessionCookie.options, maxAge: CHECK_SECONDS } };
}
