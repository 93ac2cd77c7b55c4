import 'server-only';
import { sendAndWait } from '@/app/_lib/commands/send-command';
import { identity } from '@/workers/identity/contract';
import { identityOf, isLinked } from './identities';
import type { ConnectionProblem } from './problems';

/** An identity elsewhere that an account gets. `linkId` is random: the same link is made once. */
export interface NewLink {
  readonly externalId: string;
  readonly issuer: string;
  readonly linkId: string;
}

/** How long to wait until the component has made the link of a claim, in milliseconds, and how often to look. */
const [WAIT_MS, LOOK_EVERY_MS] = [1_000, 50];

/**
 * Connects an identity elsewhere to an account, and waits some seconds at most until pages show it.
 * @param asked.passwordId the password that its person has entered. @param asked.sessionHash their session, if they have one.
 * @returns why not; null if it is connected.
 */
export async function linkIdentity(
  asked: NewLink & { readonly userId: string; readonly passwordId: string; readonly sessionHash?: string },
): Promise<ConnectionProblem | null> {
  const { userId, externalId, passwordId: currentPasswordId, ...link } = asked;
  const present = await identityOf(userId, link.issuer);
  if (present) return present.externalId === externalId ? null : 'other-connected';
  const outcome = await sendAndWait(
    identity.commandStream(externalId),
    identity.commands.ClaimExternalIdentity({ userId, externalId, currentPasswordId, ...link }, { id: link.linkId }),
    { userId, aggregators: ['user-credentials'] },
  );
  if (outcome.status === 'rejected') return outcome.rejection.reason === 'identity-taken' ? 'taken' : 'unavailable';
  // The account takes the claim in another step.
  for (const end = Date.now() + WAIT_MS; Date.now() < end;) {
    // oxlint-disable-next-line no-await-in-loop -- one look after the other
    if (await isLinked(userId, externalId)) return null;
    // oxlint-disable-next-line no-await-in-loop
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
  }
  return 'pending';
}
