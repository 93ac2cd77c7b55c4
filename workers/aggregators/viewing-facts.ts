import type { FactOf } from '@message-db/runtime';
import type { viewCounting, ViewingContext } from '@/workers/view-counting/contract';
import { sameCase } from './statements';

export type ViewingEvent = FactOf<typeof viewCounting>;

/**
 * What one event adds to the counts of its video. Watch time counts of viewings that count as views, from then on. A view
 * that is withdrawn takes away what it had added.
 */
export interface ViewingFact {
  readonly videoId: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly context: ViewingContext | undefined;
  readonly views: number;
  readonly watchedMilliseconds: number;
}

const NOTHING = { views: 0, watchedMilliseconds: 0 };

/** Returns what these events add, without those that add nothing, as those of bots and creators. */
export function factsOf(events: readonly ViewingEvent[]): ViewingFact[] {
  return events.flatMap((event) => {
    const { context, isLeftOut } = event.data;
    if (isLeftOut) return [];
    const of = (time: string, added: Partial<ViewingFact>): ViewingFact[] => [
      { ...NOTHING, videoId: sameCase(event.data.videoId), at: Date.parse(time), context, ...added },
    ];
    switch (event.type) {
      case 'ViewingStarted':
        return [];
      case 'WatchTimeCredited':
        if (event.data.isBeforeView) return [];
        return of(event.data.at, { watchedMilliseconds: Math.round(event.data.newSeconds * 1000) });
      case 'VideoViewed':
        return of(event.data.viewedAt, {
          views: 1,
          watchedMilliseconds: Math.round((event.data.watchedSeconds ?? 0) * 1000),
        });
      case 'ViewWithdrawn': {
        const watchedMilliseconds = -Math.round(event.data.creditedSeconds * 1000);
        return of(event.data.viewedAt, { views: -1, watchedMilliseconds });
      }
    }
  });
}
