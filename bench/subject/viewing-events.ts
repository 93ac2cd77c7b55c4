import type { NewMessage, Write } from '@message-db/client';
import { randomFrom } from '@/bin/demo/random';
import { RULE, viewAuditing } from '@/workers/view-auditing/contract';
import { videoPublishing } from '@/workers/video-publishing/contract';
import { viewCounting, type ViewingContext } from '@/workers/view-counting/contract';

/*
 * Made-up viewings that counted, each with three events of the viewing and one of its audit, evenly over a year until now. The n-th
 * video is viewed about 1/n as often as the first.
 */

/** Events of a viewing, with that of its audit. */
export const EVENTS_A_VIEWING = 4;
const YEAR_MS = 365 * 24 * 3600_000;
const SECONDS = 300;

const SOURCES = ['search', 'search', 'home', 'browse', 'series', 'external', 'direct'] as const;
const WORDS = Array.from({ length: 200 }, (_, n) => `how to tie knot ${n}`);
const DEVICES = ['computer', 'computer', 'phone', 'tablet'] as const;
const BROWSERS = ['Chrome', 'Chrome', 'Firefox', 'Safari', 'Edge'];
const LANGUAGES = ['en', 'en', 'de', 'es', 'fr', 'ja'];
const COUNTRIES = ['US', 'US', 'DE', 'ES', 'FR', 'JP', 'GB', 'BR', 'IN', 'CH'];

export interface ViewedVideo {
  readonly videoId: string;
  readonly ownerId: string;
}

const uuid = (kind: number, n: number) =>
  `${String(kind).padStart(8, '0')}-0000-4000-a000-${String(n).padStart(12, '0')}`;

/** Returns the event that says whose a video is. */
export function uploadOf({ videoId, ownerId }: ViewedVideo): Write {
  const file = { uploadId: `viewed-${videoId.slice(-8)}`, fileName: 'film.mp4', bytes: 1_000_000 };
  const uploadedAt = new Date(Date.now() - YEAR_MS).toISOString();
  const message = videoPublishing.events.VideoUploaded({ videoId, ownerId, name: 'Lesson', uploadedAt, ...file });
  return { streamName: videoPublishing.stream(videoId), messages: message };
}

/** Returns the events of the n-th of so many viewings. */
export function viewingOf(n: number, viewings: number, videos: readonly ViewedVideo[]): readonly [Write, Write] {
  const random = randomFrom(n);
  const pick = <One>(list: readonly One[]) => list[Math.floor(random() * list.length)]!;
  const { videoId, ownerId } = videos[Math.floor((videos.length + 1) ** random()) - 1]!;
  const source = pick(SOURCES);
  const context: ViewingContext = {
    source,
    sourceDetail: source === 'search' ? pick(WORDS) : source === 'external' ? 'forum.example' : '',
    device: pick(DEVICES),
    browser: pick(BROWSERS),
    language: pick(LANGUAGES),
    country: pick(COUNTRIES),
    audience: random() < 0.3 ? 'returning' : 'new',
  };
  const startedMs = Date.now() - YEAR_MS + Math.floor((n / viewings) * (YEAR_MS - 3600_000));
  const at = (seconds: number) => new Date(startedMs + seconds * 1000).toISOString();
  const viewing = { viewingId: uuid(6, n), videoId };
  const watched = Math.ceil(10 + random() * (SECONDS - 10));
  // Somebody watches three videos of a day.
  const ids = { visitorId: uuid(7, Math.floor(n / 3)), networkId: uuid(8, Math.floor(n / 3)) };
  const viewer = { ...ids, ownerId, isBot: false, isCreator: false, openedAt: at(0), seesDeliveries: true };
  const range = (from: number, to: number) => ({ from, to, rate: 1, isVisible: true });
  const { events } = viewCounting;
  const messages: NewMessage[] = [
    events.ViewingStarted({ ...viewing, durationSeconds: SECONDS, startedAt: at(0), context }),
    events.VideoViewed({
      ...{ ...viewing, viewedAt: at(10), watchedSeconds: 10, context },
      evidence: { viewer, networks: 1, claimedSeconds: 10 },
    }),
    events.WatchTimeCredited({
      ...{ ...viewing, creditedSeconds: watched, newSeconds: watched - 10, at: at(watched), context },
      ...{ durationSeconds: SECONDS, ranges: [range(0, watched)] },
    }),
  ];
  const confirmed = viewAuditing.events.ViewConfirmed({
    ...{ ...viewing, ...ids, ownerId, viewedAt: at(10), rule: RULE },
  });
  return [
    { streamName: viewCounting.stream(viewing.viewingId), messages },
    { streamName: viewAuditing.stream(ids.networkId), messages: confirmed },
  ];
}
