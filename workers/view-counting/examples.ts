import type { ExamplesOf } from '@message-db/runtime/testing';
import { viewCounting, type Evidence, type Viewer, type ViewingContext } from './contract';

/**
 * A viewing starts at noon, after a search. Twelve seconds later ten seconds are watched, which counts as a view: from the
 * beginning, and the last three again. Five seconds later four and a half more are watched.
 */
const { commands, events } = viewCounting;

const viewing = { viewingId: '20000000-0000-4000-8000-000000000001', videoId: '10000000-0000-4000-8000-000000000001' };
const durationSeconds = 300;
const at = '2026-11-21T12:00:12.000Z';
const context: ViewingContext = {
  source: 'search',
  sourceDetail: 'tie a bowline',
  device: 'computer',
  browser: 'Firefox',
  language: 'en',
  country: 'IE',
  audience: 'new',
  seriesId: '40000000-0000-4000-8000-000000000001',
};
const networkId = '30000000-0000-4000-8000-000000000001';
export const viewer: Viewer = {
  visitorId: '30000000-0000-4000-8000-000000000002',
  networkId,
  ownerId: '30000000-0000-4000-8000-000000000003',
  isBot: false,
  isCreator: false,
  openedAt: '2026-11-21T11:59:59.000Z',
  seesDeliveries: true,
};
export const evidence: Evidence = { viewer, networks: 1, claimedSeconds: 10 };
const withdrawn = { reason: 'film-not-fetched', withdrawnAt: '2026-11-21T12:00:32.000Z' } as const;
const played = { rate: 1, isVisible: true };
const ranges = [
  { from: 0, to: 7, at: 0, ...played },
  { from: 4, to: 7, at: 7, ...played },
];

export const examples = {
  commands: {
    ReportViewing: commands.ReportViewing({
      ...viewing,
      durationSeconds,
      watchedSeconds: 10,
      receivedAt: at,
      context,
      ranges,
      viewer,
      networkId,
    }),
    WithdrawView: commands.WithdrawView({ ...viewing, ...withdrawn }),
  },
  events: {
    ViewingStarted: events.ViewingStarted({
      ...viewing,
      durationSeconds,
      startedAt: '2026-11-21T12:00:00.000Z',
      context,
    }),
    WatchTimeCredited: events.WatchTimeCredited({
      ...viewing,
      creditedSeconds: 14.5,
      newSeconds: 4.5,
      at: '2026-11-21T12:00:17.000Z',
      durationSeconds,
      context,
      ranges: [
        { from: 5.5, to: 7, ...played },
        { from: 4, to: 7, ...played },
      ],
    }),
    VideoViewed: events.VideoViewed({ ...viewing, viewedAt: at, watchedSeconds: 10, context, evidence }),
    ViewWithdrawn: events.ViewWithdrawn({ ...viewing, viewedAt: at, creditedSeconds: 14.5, context, ...withdrawn }),
  },
} satisfies ExamplesOf<typeof viewCounting>;

/** A viewing that counts and can be withdrawn. */
export const otherPast = [examples.events.ViewingStarted, examples.events.VideoViewed];
