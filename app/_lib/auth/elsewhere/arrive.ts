import 'server-only';
import { randomUUID } from 'node:crypto';
import type { Route } from 'next';
import { z } from 'zod';
import { environment } from '@/app/_lib/environment';
import { isEmailAddress, normaliseEmail, showEmail } from '@/personal-data/address';
import { externalIdentityIdOf } from '../address-id';
import { currentSession } from '../current-user';
import { enteredNow } from '../password-entered';
import { pendingSignIn } from '../pending-sign-in';
import { returnTo } from '../return-to';
import { authenticatorOf } from '../second-factor';
import { beginSession } from '../session';
import { arrivedIdentity, elsewhereAddress, elsewhereFlow } from './cookies';
import { accountOfAddress, accountOfIdentity } from './identities';
import { linkIdentity } from './link-identity';
import { connectionsPage, pageBefore, signInPage } from './problems';

const claimsOfPerson = z.object({
  iss: z.string(),
  sub: z.string().min(1),
  email: z.string().optional().catch(undefined),
  // Some write it as a text.
  email_verified: z
    .union([z.literal(true), z.literal('true')])
    .optional()
    .catch(undefined),
  name: z.string().catch(''),
});
type ClaimsOfPerson = z.output<typeof claimsOfPerson>;

/**
 * Decides what follows when somebody comes back from the provider: signs in the account that has their identity, connects the
 * identity to the account that is signed in, or asks for a password or a registration. Only in a route handler.
 * @param claims what the provider says of them. next-auth has checked its signature, and that this browser asked for it.
 * @returns where they go.
 */
export async function arriveFromElsewhere(claims: unknown): Promise<Route> {
  const flow = await elsewhereFlow.read();
  await elsewhereFlow.forget();
  await elsewhereAddress.forget();
  try {
    const person = claimsOfPerson.parse(claims);
    if (person.iss !== environment.oidc?.issuer) return pageBefore(flow, 'failed');
    const externalId = await externalIdentityIdOf(person.iss, person.sub);
    return flow?.connectTo
      ? await connect(externalId, person.iss, flow.connectTo)
      : await signInWith(externalId, person, returnTo(flow?.next));
  } catch (error) {
    console.error('Could not sign in from elsewhere:', error);
    return pageBefore(flow, 'unavailable');
  }
}

async function signInWith(externalId: string, person: ClaimsOfPerson, next: Route): Promise<Route> {
  const account = await accountOfIdentity(externalId);
  if (account) {
    const { userId, email } = account;
    if (!(await authenticatorOf(userId))?.isEnabled) {
      await beginSession({ userId, externalId });
      return next;
    }
    await pendingSignIn.keep({ userId, externalId, email: showEmail(email) });
    return `/sign-in/code?${new URLSearchParams({ next })}` as Route;
  }
  const email = normaliseEmail(person.email ?? '');
  if (!person.email_verified || !isEmailAddress(email)) return signInPage('unverified', next);
  const { iss: issuer, name } = person;
  await arrivedIdentity.keep({ externalId, issuer, email, name: name.slice(0, 200), token: randomUUID(), next });
  return (await accountOfAddress(email)) ? '/sign-in/elsewhere/connect' : '/sign-in/elsewhere/register';
}

/** Connects the account of this browser's session, whose person has entered the password lately. */
async function connect(externalId: string, issuer: string, userId: string): Promise<Route> {
  const [entered, session] = [await enteredNow(userId), await currentSession()];
  if (!entered || session?.userId !== userId) return connectionsPage('password-expired');
  const { passwordId, sessionHash } = entered;
  const problem = await linkIdentity({ userId, externalId, issuer, linkId: randomUUID(), passwordId, sessionHash });
  return connectionsPage(problem ?? undefined);
}
