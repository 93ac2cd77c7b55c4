import type { CommandOf, EventOf, NewEventOf } from '@message-db/client';
import type { PastEvent } from '@message-db/runtime';
import { z } from 'zod';
import { identity, type ReasonOf } from './contract';

/** So many ids of links are remembered, so that none comes back when a command is repeated. */
const LINK_IDS_KEPT = 100;

export const claimSchema = z
  .object({
    /** The account that has claimed it, and by which link. */
    by: z.object({ userId: z.string(), linkId: z.string() }).readonly().nullable(),
    /** The ids of the links by which it was claimed, the last ones. */
    linkIds: z.array(z.string()).readonly(),
  })
  .readonly();

/** Who has claimed an identity at an OpenID Connect provider. */
export type Claim = z.output<typeof claimSchema>;

export const UNCLAIMED: Claim = { by: null, linkIds: [] };

export const linksSchema = z
  .object({
    /** At most one of each provider. */
    identities: z
      .array(
        z.object({ externalId: z.string(), issuer: z.string(), linkId: z.string(), linkedAt: z.string() }).readonly(),
      )
      .readonly(),
    /** The ids of the links that it had, the last ones. */
    linkIds: z.array(z.string()).readonly(),
  })
  .readonly();

/** The identities with which the person of an account signs in elsewhere. */
export type Links = z.output<typeof linksSchema>;

export const NO_LINKS: Links = { identities: [], linkIds: [] };

type Event = NewEventOf<typeof identity>;
type About<All extends { type: string }, Type extends All['type']> = Extract<All, { type: Type }>;
type Past = PastEvent<EventOf<typeof identity>>;
type Command = CommandOf<typeof identity>;

const { events } = identity;

/** Returns the claim of an identity after an event about it. */
export function evolveClaim(
  { by, linkIds }: Claim,
  event: About<Past, 'ExternalIdentityClaimed' | 'ExternalIdentityReleased'>,
): Claim {
  const { userId, linkId } = event.data;
  return event.type === 'ExternalIdentityClaimed'
    ? { by: { userId, linkId }, linkIds: [...linkIds, linkId].slice(-LINK_IDS_KEPT) }
    : { by: by?.linkId === linkId ? null : by, linkIds };
}

/** Decides which account has an identity. */
export function decideClaim(
  command: About<Command, 'ClaimExternalIdentity' | 'ReleaseExternalIdentity'>,
  { by, linkIds }: Claim,
): Event[] {
  const { userId, externalId, linkId } = command.data;
  switch (command.type) {
    case 'ClaimExternalIdentity':
      // A form that is sent again does not bring back a link that was removed.
      if (linkIds.includes(linkId)) return [];
      if (by !== null && by.userId !== userId)
        return [events.ExternalIdentityRejected({ reason: 'identity-taken', userId, externalId, linkId })];
      // Also if the account has it: then the claim is named by the newer link, and the end of the older one does not free it.
      return [events.ExternalIdentityClaimed(command.data)];
    case 'ReleaseExternalIdentity':
      return by?.linkId === linkId && by.userId === userId
        ? [events.ExternalIdentityReleased({ userId, externalId, linkId })]
        : [];
  }
}

/** Returns the links of an account after an event about them. */
export function evolveLinks(
  { identities, linkIds }: Links,
  event: About<Past, 'ExternalIdentityLinked' | 'ExternalIdentityUnlinked'>,
): Links {
  const others = identities.filter(({ externalId }) => externalId !== event.data.externalId);
  if (event.type === 'ExternalIdentityUnlinked') return { identities: others, linkIds };
  const { externalId, issuer, linkId, linkedAt } = event.data;
  return {
    identities: [...others, { externalId, issuer, linkId, linkedAt }],
    linkIds: [...linkIds, linkId].slice(-LINK_IDS_KEPT),
  };
}

/**
 * Decides about the links of an account.
 * @param refusal why its person may not add one now; null if they may.
 */
export function decideLinks(
  command: About<Command, 'LinkExternalIdentity' | 'UnlinkExternalIdentity'>,
  { identities, linkIds }: Links,
  refusal: Extract<ReasonOf<'ExternalIdentityRejected'>, 'password-changed' | 'session-ended'> | null,
): Event[] {
  const { userId, linkId } = command.data;
  const at = command.time.toISOString();
  switch (command.type) {
    case 'LinkExternalIdentity': {
      if (linkIds.includes(linkId)) return [];
      const { externalId, issuer } = command.data;
      const present = identities.find((each) => each.issuer === issuer);
      // It has claimed its own identity again, and takes the name of the newer link.
      const isItsOwn = present?.externalId === externalId;
      const reason = isItsOwn ? null : (refusal ?? (present ? 'other-linked' : null));
      if (reason !== null) return [events.ExternalIdentityRejected({ reason, userId, externalId, linkId })];
      const linkedAt = isItsOwn ? present.linkedAt : at;
      return [events.ExternalIdentityLinked({ userId, externalId, issuer, linkId, linkedAt })];
    }
    case 'UnlinkExternalIdentity':
      return unlinks(
        userId,
        identities.filter((each) => each.linkId === linkId),
        'person',
        at,
      );
  }
}

/** Returns the ends of links. */
export function unlinks(
  userId: string,
  identities: Links['identities'],
  how: 'person' | 'link' | 'deletion',
  unlinkedAt: string,
) {
  return identities.map(({ externalId, issuer, linkId }) =>
    events.ExternalIdentityUnlinked({ userId, externalId, issuer, linkId, how, unlinkedAt }),
  );
}
