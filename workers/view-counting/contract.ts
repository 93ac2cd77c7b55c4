import { defineContract, messageType, type EventOf } from '@message-db/client';
import { z } from 'zod';
import { TYPED_MAX } from '@/text/typed-search';

const viewing = { viewingId: z.uuid(), videoId: z.uuid() };

/** A view counts after this many seconds of watching, or after half of a shorter video. */
const SECONDS_FOR_A_VIEW = 10;
/** The fastest playback that the player offers: seconds of video in a second. */
export const HIGHEST_PLAYBACK_RATE = 2;
/** The most that a report may contain: a week of video. A larger one is refused. */
export const WATCHED_SECONDS_MAX = 7 * 24 * 3600;

/** The most ranges in one report. */
export const RANGES_MAX = 100;

/** How a viewer came to a video. */
export const SOURCES = [
  'direct',
  'home',
  'browse',
  'search',
  'series',
  'creator',
  'video',
  'feed',
  'embed',
  'external',
] as const;
export type Source = (typeof SOURCES)[number];

/** What a video was watched on. */
export const DEVICES = ['computer', 'phone', 'tablet', 'tv', 'other'] as const;
export type Device = (typeof DEVICES)[number];

/** Whether a browser watched something of the same creator on an earlier day, as far as the browser remembers. */
export const AUDIENCES = ['new', 'returning'] as const;
export type Audience = (typeof AUDIENCES)[number];

/**
 * Where a viewer came from and what they watch with. It says nothing about who they are. Viewings of before 2026-12 have
 * none.
 */
export const viewingContext = z.object({
  source: z.enum(SOURCES),
  /** The words of a search, the host of an embedding or linking site. Empty for other sources. */
  sourceDetail: z.string().max(TYPED_MAX),
  device: z.enum(DEVICES),
  /** Such as 'Firefox'; 'other' if it is not known. */
  browser: z.string().min(1).max(40),
  /** The language that the browser prefers, such as 'en' or 'und' if it does not say. */
  language: z.string().regex(/^[a-z]{2,3}$/),
  /** Such as 'DE', by ISO 3166-1. Missing if the site has no database of countries, or does not know it. */
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .optional(),
  /** Missing if the browser does not tell. */
  audience: z.enum(AUDIENCES).optional(),
  /** The series in which the video is watched, of which it is a lesson. Missing outside of one. */
  seriesId: z.uuid().optional(),
});
export type ViewingContext = z.output<typeof viewingContext>;

/**
 * Who watches, as far as views are audited and counted by it. The ids are hashes with a salt that is thrown away at the
 * end of the day (UTC). Viewings of before 2026-12 have none.
 */
export const viewer = z.object({
  /** A browser at an address: one person, as far as that can be told. Random for a creator of the video. */
  visitorId: z.uuid(),
  /** An address of IPv4, or a network of IPv6: a household, a school, a company. Random for a creator of the video. */
  networkId: z.uuid(),
  /** The creator of the video. */
  ownerId: z.uuid(),
  /** The program says that it is a bot, or that it only looks at links. */
  isBot: z.boolean(),
  /** Somebody watches a video of their own, or one that they work on. */
  isCreator: z.boolean(),
  /** When the player asked for the viewing. It may play already. */
  openedAt: z.iso.datetime(),
  /** The site can tell whether it sent the film to this network: no other host sends it, and the ids do not change now. */
  seesDeliveries: z.boolean(),
});
export type Viewer = z.output<typeof viewer>;

/** Why a view is not counted, by view auditing. */
export const DISCOUNT_REASONS = [
  'bot',
  'creator',
  'faster-than-time',
  'many-networks',
  'film-not-fetched',
  'repeated',
  'burst-of-viewer',
  'burst-of-network',
] as const;
export type DiscountReason = (typeof DISCOUNT_REASONS)[number];

/** The most networks of a viewing that are told apart. */
export const NETWORKS_MAX = 8;

/** What a view is audited by. */
export const evidence = z.object({
  viewer,
  /** From how many networks the viewing was reported until it counted. */
  networks: z.int().min(1).max(NETWORKS_MAX),
  /** What the player said then that was watched, in seconds of video. */
  claimedSeconds: z.number().min(0),
});
export type Evidence = z.output<typeof evidence>;

/** A part of a video that was played without a jump, in seconds of the video. */
const range = z.object({
  from: z.number().min(0),
  to: z.number().min(0),
  /** Seconds of video in a second. */
  rate: z.number().positive(),
  /** The page or its picture-in-picture was visible. Sound may have been heard all the same. */
  isVisible: z.boolean(),
});
export type WatchedRange = z.output<typeof range>;

/** A range in a report. `at` is how many seconds of video the viewing had played when the range began. */
export const reportedRange = range.extend({ at: z.number().min(0).max(WATCHED_SECONDS_MAX) });
export type ReportedRange = z.output<typeof reportedRange>;

/**
 * True for a bot or a creator of the video: what they watch says nothing about its audience, and counts nowhere. View auditing
 * discounts their views.
 */
const isLeftOut = z.boolean().optional();

/** Returns the seconds that must be watched of a video of this length for it to count as a view. */
export function secondsForAView(durationSeconds: number): number {
  return Math.min(SECONDS_FOR_A_VIEW, durationSeconds / 2);
}

/** Counts views. An entity is one viewing: an open page of a video, from the first play until the page is closed. */
export const viewCounting = defineContract({
  category: 'viewing',
  commands: {
    /**
     * Reports the seconds of video that were watched since the viewing began, as measured by the player, and the time
     * when the server received the report. The first report of a viewing starts it. `ranges` are the parts of the video
     * that made up the last of these seconds, in the order in which they were played.
     */
    ReportViewing: messageType(
      'ReportViewing',
      z.object({
        ...viewing,
        durationSeconds: z.number().positive(),
        watchedSeconds: z.number().min(0).max(WATCHED_SECONDS_MAX),
        receivedAt: z.iso.datetime(),
        context: viewingContext.optional(),
        ranges: z.array(reportedRange).max(RANGES_MAX).optional(),
        viewer: viewer.optional(),
        /** Where the report came from. Missing on another day than that of the viewer's ids. */
        networkId: z.uuid().optional(),
      }),
    ),
    /** View auditing found that a view must not count. */
    WithdrawView: messageType(
      'WithdrawView',
      z.object({ ...viewing, reason: z.enum(DISCOUNT_REASONS), withdrawnAt: z.iso.datetime() }),
    ),
  },
  events: {
    ViewingStarted: messageType(
      'ViewingStarted',
      z.object({
        ...viewing,
        durationSeconds: z.number().positive(),
        startedAt: z.iso.datetime(),
        context: viewingContext.optional(),
        isLeftOut,
      }),
    ),
    /**
     * `creditedSeconds` is the total, `newSeconds` the difference to the previous event. The total never exceeds the
     * elapsed time multiplied by the highest playback rate. `ranges` are the parts of the video that the new seconds were
     * of, as far as the player told them.
     */
    WatchTimeCredited: messageType(
      'WatchTimeCredited',
      z.object({
        ...viewing,
        creditedSeconds: z.number().min(0),
        newSeconds: z.number().min(0),
        at: z.iso.datetime(),
        durationSeconds: z.number().positive().optional(),
        context: viewingContext.optional(),
        ranges: z.array(range).max(RANGES_MAX).optional(),
        /** True before the viewing counts as a view: the new seconds count when it does. */
        isBeforeView: z.boolean().optional(),
        isLeftOut,
        /** Where the report came from, if no event of the viewing told this network yet. */
        networkId: z.uuid().optional(),
      }),
    ),
    /** The viewing counts as a view, until view auditing finds something against it. At most once a viewing. */
    VideoViewed: messageType(
      'VideoViewed',
      z.object({
        ...viewing,
        viewedAt: z.iso.datetime(),
        /** The new seconds of all events with `isBeforeView`, which count from now on. */
        watchedSeconds: z.number().min(0).optional(),
        context: viewingContext.optional(),
        isLeftOut,
        evidence: evidence.optional(),
      }),
    ),
    /** The view counts no longer, nor does the watch time that was credited until then. Nothing more is credited. */
    ViewWithdrawn: messageType(
      'ViewWithdrawn',
      z.object({
        ...viewing,
        viewedAt: z.iso.datetime(),
        creditedSeconds: z.number().min(0),
        reason: z.enum(DISCOUNT_REASONS),
        withdrawnAt: z.iso.datetime(),
        context: viewingContext.optional(),
        isLeftOut,
      }),
    ),
  },
});

type ContentOf<Event> = Event extends EventOf<typeof viewCounting> ? Pick<Event, 'type' | 'data'> : never;
/** An event of a viewing: its type and data. */
export type ViewingEvent = ContentOf<EventOf<typeof viewCounting>>;

/**
 * What one event adds to the counts of its video. Watch time counts of viewings that count as views, from then on. A view
 * that is withdrawn takes away what it had added.
 */
export interface ViewingFact {
  /** In lower case, as the database compares ids. Contracts accept both cases. */
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
    const { context } = event.data;
    if (event.data.isLeftOut) return [];
    const of = (time: string, added: Partial<ViewingFact>): ViewingFact[] => [
      { ...NOTHING, videoId: event.data.videoId.toLowerCase(), at: Date.parse(time), context, ...added },
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
