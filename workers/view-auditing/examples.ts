import type { ExamplesOf } from '@message-db/runtime/testing';
import { evidence, examples as viewings, viewer } from '@/workers/view-counting/examples';
import { RULE, viewAuditing } from './contract';

/** The view of the examples of view counting: the site sent the film, so it counts, until a burst shows. */
const { commands, events } = viewAuditing;

const { viewingId, videoId, viewedAt } = viewings.events.VideoViewed.data;
const { networkId, visitorId, ownerId } = viewer;
const view = { networkId, viewingId, videoId, viewedAt };
const delivery = { networkId, videoId, at: '2026-11-21T12:00:01.000Z' };
const outcome = { ...view, visitorId, ownerId, rule: RULE };

export const examples = {
  commands: {
    AuditView: commands.AuditView({ ...view, evidence }),
    NoteDelivery: commands.NoteDelivery(delivery),
  },
  events: {
    DeliveryNoted: events.DeliveryNoted(delivery),
    ViewConfirmed: events.ViewConfirmed(outcome),
    ViewDiscounted: events.ViewDiscounted({ ...outcome, reason: 'burst-of-viewer', wasConfirmed: true }),
  },
} satisfies ExamplesOf<typeof viewAuditing>;
