import { defineContract, messageType } from '@message-db/client';
import { z } from 'zod';
import { DISCOUNT_REASONS, evidence } from '@/workers/view-counting/contract';

/** The version of the rule. Each outcome says which one it is of. */
export const RULE = 1;

/** More views of a video by one visitor in an hour do not count. */
export const REPEATS = 10;
/** With more views of a video by one visitor in an hour, none of that hour counts: a program makes them. */
export const VISITOR_BURST = 40;
/** More views of a video from one network in an hour do not count. A lecture hall has fewer. */
export const NETWORK_BURST = 200;

const view = { networkId: z.uuid(), viewingId: z.uuid(), videoId: z.uuid(), viewedAt: z.iso.datetime() };
const outcome = { ...view, visitorId: z.uuid(), ownerId: z.uuid(), rule: z.int().positive() };
const delivery = { networkId: z.uuid(), videoId: z.uuid(), at: z.iso.datetime() };

/**
 * Finds out which views are of people who watched. An entity is a network on one day (UTC), because ids of networks last
 * a day.
 */
export const viewAuditing = defineContract({
  category: 'viewAudit',
  commands: {
    /** A view counted a little while ago: confirm it, or say why not. */
    AuditView: messageType('AuditView', z.object({ ...view, evidence })),
    /** Somebody of this network asked for the film, and got parts of it or had them already. */
    NoteDelivery: messageType('NoteDelivery', z.object(delivery)),
  },
  events: {
    /** At most once a video. */
    DeliveryNoted: messageType('DeliveryNoted', z.object(delivery)),
    /** The view is believed. A later burst can still discount it. */
    ViewConfirmed: messageType('ViewConfirmed', z.object(outcome)),
    /** The view is not believed. `wasConfirmed` is true if it belongs to a burst that showed only later. */
    ViewDiscounted: messageType(
      'ViewDiscounted',
      z.object({
        ...outcome,
        reason: z.enum(DISCOUNT_REASONS),
        wasConfirmed: z.boolean(),
      }),
    ),
  },
});
