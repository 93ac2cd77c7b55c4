import type { EventOf, MessageStore } from '@message-db/client';
import { viewCounting, factsOf } from '@/workers/view-counting/contract';

interface Sums {
  views: number;
  watchedMilliseconds: number;
}

/** What is counted of one video or of all videos of a creator. */
interface Counts {
  readonly week: Sums;
  /** Of the week before. */
  readonly previous: Sums;
}

export interface CreatorCounts extends Counts {
  /** The views of each video in the week. */
  readonly videos: ReadonlyMap<string, number>;
}

/** When the week before and the week began, and when it ended: ISO 8601. */
export interface Times {
  readonly previousFrom: string;
  readonly from: string;
  readonly until: string;
}

/** The clocks of the database and of the application may differ by this much, in milliseconds. */
const CLOCK_DIFFERENCE_MS = 60_000;
const BATCH_SIZE = 5_000;

/**
 * Counts the views and the watch time of all creators in two weeks, as the analytics do. It reads the events of viewings from
 * the newest back to the beginning of the weeks, so it takes as long however old the site is.
 * @returns the counts of each creator, by their id.
 */
export async function countWeek(
  store: MessageStore,
  { previousFrom, from, until }: Times,
  signal?: AbortSignal,
): Promise<Map<string, CreatorCounts>> {
  const [start, middle, end] = [Date.parse(previousFrom), Date.parse(from), Date.parse(until)];
  const byVideo = new Map<string, Counts>();
  const owners = new Map<string, string>();
  const options = { direction: 'backward', batchSize: BATCH_SIZE, signal } as const;
  for await (const message of store.read(viewCounting.category, options)) {
    if (message.time.getTime() < start - CLOCK_DIFFERENCE_MS) break;
    const event = viewCounting.readEvent(message);
    for (const { videoId, at, ...sums } of factsOf([event])) {
      const ownerId = ownerOf(event);
      if (ownerId !== null) owners.set(videoId, ownerId);
      if (at < start || at >= end) continue;
      const counts = entryOf(byVideo, videoId, noCounts);
      add(at < middle ? counts.previous : counts.week, sums);
    }
  }
  return byOwner(byVideo, owners);
}

/** Returns whose video it is. Of all events of a viewing only the view itself says that. */
function ownerOf(event: EventOf<typeof viewCounting>): string | null {
  return event.type === 'VideoViewed' ? (event.data.evidence?.viewer.ownerId ?? null) : null;
}

function byOwner(byVideo: ReadonlyMap<string, Counts>, owners: ReadonlyMap<string, string>) {
  const counted = new Map<string, Counts & { videos: Map<string, number> }>();
  for (const [videoId, { week, previous }] of byVideo) {
    const ownerId = owners.get(videoId);
    if (ownerId === undefined) continue;
    const all = entryOf(counted, ownerId, () => ({ ...noCounts(), videos: new Map<string, number>() }));
    add(all.week, week);
    add(all.previous, previous);
    if (week.views > 0) all.videos.set(videoId, week.views);
  }
  return counted;
}

const noCounts = (): Counts => ({
  week: { views: 0, watchedMilliseconds: 0 },
  previous: { views: 0, watchedMilliseconds: 0 },
});

function add(sums: Sums, { views, watchedMilliseconds }: Sums): void {
  sums.views += views;
  sums.watchedMilliseconds += watchedMilliseconds;
}

function entryOf<Value>(map: Map<string, Value>, key: string, make: () => Value): Value {
  const value = map.get(key) ?? make();
  map.set(key, value);
  return value;
}
