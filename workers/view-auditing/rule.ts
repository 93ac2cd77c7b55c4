import { HIGHEST_PLAYBACK_RATE, type DiscountReason, type Evidence } from '@/workers/view-counting/contract';
import { NETWORK_BURST, REPEATS, VISITOR_BURST } from './contract';

/** A viewing from more networks is not one person's. A phone on a train changes between two or three. */
const NETWORKS = 4;
/**
 * How much more than possible a player may say that was watched, in seconds: it plays for up to a minute, perhaps at twice
 * the speed, before its viewing is opened, if the site is slow to answer.
 */
const TOLERANCE_SECONDS = 150;

const HOUR_MS = 3600_000;

/** A view to judge. */
export interface AuditedView extends Evidence {
  /** Milliseconds since the epoch. */
  readonly viewedAt: number;
}

/** A view of the same video and network that was audited before. */
export interface EarlierView {
  readonly viewingId: string;
  readonly visitorId: string;
  /** Milliseconds since the epoch. */
  readonly viewedAt: number;
  readonly outcome: 'confirmed' | DiscountReason;
}

/** What a rule says of a view: null if it counts. */
export interface Verdict {
  readonly reason: DiscountReason | null;
  /** Confirmed views that count no longer, for the same reason. */
  readonly alsoDiscounted: readonly EarlierView[];
}

/**
 * The rule by which views are believed. First what one view shows by itself; then whether its network fetched the film; then how
 * many views of the video there were in the hour before, from this visitor and this network. Pure.
 * @param earlier the views of the video from this network.
 * @param isFetched whether somebody of this network fetched the film today.
 */
export function judge(view: AuditedView, earlier: readonly EarlierView[], isFetched: boolean): Verdict {
  const reason = ownReason(view) ?? (view.viewer.seesDeliveries && !isFetched ? 'film-not-fetched' : null);
  if (reason) return { reason, alsoDiscounted: [] };
  const within = earlier.filter(
    (other) => isOfPerson(other) && other.viewedAt <= view.viewedAt && !isPast(other, view.viewedAt),
  );
  const own = within.filter(({ visitorId }) => visitorId === view.viewer.visitorId);
  const confirmed = own.filter(({ outcome }) => outcome === 'confirmed');
  if (own.length >= VISITOR_BURST) return { reason: 'burst-of-viewer', alsoDiscounted: confirmed };
  if (within.length >= NETWORK_BURST) return { reason: 'burst-of-network', alsoDiscounted: [] };
  return { reason: confirmed.length >= REPEATS ? 'repeated' : null, alsoDiscounted: [] };
}

/**
 * Returns whether a view counts for bursts: only other views speak against it. What is no viewing at all, such as a report
 * without the film, must not cost the people of its network their views.
 */
export function isOfPerson({ outcome }: EarlierView): boolean {
  return outcome === 'confirmed' || outcome === 'repeated' || outcome === 'burst-of-viewer';
}

/** Returns whether a view is too old for the judgement of another one. @param viewedAt that of the other. */
export function isPast(view: EarlierView, viewedAt: number): boolean {
  return view.viewedAt <= viewedAt - HOUR_MS;
}

function ownReason({ viewer, networks, claimedSeconds, viewedAt }: AuditedView): DiscountReason | null {
  if (viewer.isBot) return 'bot';
  if (viewer.isCreator) return 'creator';
  const possibleSeconds = ((viewedAt - Date.parse(viewer.openedAt)) / 1000) * HIGHEST_PLAYBACK_RATE;
  if (claimedSeconds > possibleSeconds + TOLERANCE_SECONDS) return 'faster-than-time';
  return networks > NETWORKS ? 'many-networks' : null;
}
