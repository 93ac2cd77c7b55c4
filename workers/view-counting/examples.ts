import type { ExamplesOf } from '@message-db/runtime/testing';
import { viewCounting } from './contract';

/** A viewing starts at noon. Twelve seconds later ten seconds are watched, which counts as a view. */
const { commands, events } = viewCounting;

const viewing = { viewingId: '20000000-0000-4000-8000-000000000001', videoId: '10000000-0000-4000-8000-000000000001' };
const durationSeconds = 300;
const at = '2026-11-21T12:00:12.000Z';

export const examples = {
  commands: {
    ReportViewing: commands.ReportViewing({ ...viewing, durationSeconds, watchedSeconds: 10, receivedAt: at }),
  },
  events: {
    ViewingStarted: events.ViewingStarted({ ...viewing, durationSeconds, startedAt: '2026-11-21T12:00:00.000Z' }),
    WatchTimeCredited: events.WatchTimeCredited({ ...viewing, creditedSeconds: 10, newSeconds: 4.5, at }),
    VideoViewed: events.VideoViewed({ ...viewing, viewedAt: at }),
  },
} satisfies ExamplesOf<typeof viewCounting>;
