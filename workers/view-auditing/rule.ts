import { HIGHEST_PLAYBACK_RATE, type DiscountReason, type Evidence } from '@/workers/view-counting/contract';
import { NETWORK_BURST, REPEATS, VISITOR_BURST } from './contract';

/** A viewing from more networks is not one person's. A phone on a train changes between two or three. */
const NETWORKS = 4;
/** How much more than possible a player may say that was watched, in seconds: clocks and networks are not exact. */
const TOLERANCE_SECONDS = 5;

const HOUR_MS = 3600_000;

/** A view to judge. */
export interface AuditedView extends Evidence {
  /** Milliseconds since the epoch. */
  readonly viewedAt: number;
}

/** A view of the same network that was audited before. */
export interface EarlierView {
  readonly viewingId: string;
  readonly visitorId: string;
  /** Milliseconds since the epoch. */
  readonly viewedAt: number;
  readonly isConfirmed: boolean;
}

/** What a rule says of a view: null if it counts. `withdrawn` are earlier views that count no longer, for the same reason. */
export interface Verdict {
  readonly reason: DiscountReason | null;
  readonly withdrawn: readonly EarlierView[];
}

/**
 * The rule by which views are believed. First what one view shows by itself; then whether the site sent the film; then how
 * many views of the video there were in the hour before and after, from this visitor and this network. Pure.
 * @param earlier the views of the video from this network, also those that do not count.
 * @param isDelivered whether the site has sent the film to this visitor today.
 */
export function judge(view: AuditedView, earlier: readonly EarlierView[], isDelivered: boolean): Verdict {
  const reason = ownReason(view) ?? (isDelivered ? null : 'film-not-fetched');
  if (reason) return { reason, withdrawn: [] };
  const within = earlier.filter(({ viewedAt }) => Math.abs(viewedAt - view.viewedAt) < HOUR_MS);
  if (within.length >= NETWORK_BURST) return { reason: 'burst-of-network', withdrawn: within.filter(isConfirmed) };
  const own = within.filter(({ visitorId }) => visitorId === view.viewer.visitorId);
  if (own.length >= VISITOR_BURST) return { reason: 'burst-of-viewer', withdrawn: own.filter(isConfirmed) };
  return { reason: own.filter(isConfirmed).length >= REPEATS ? 'repeated' : null, withdrawn: [] };
}

const isConfirmed = (view: EarlierView) => view.isConfirmed;

function ownReason({ viewer, networks, claimedSeconds, viewedAt }: AuditedView): DiscountReason | null {
  if (viewer.isBot) return 'bot';
  if (viewer.isCreator) return 'creator';
  const possibleSeconds = ((viewedAt - Date.parse(viewer.openedAt)) / 1000) * HIGHEST_PLAYBACK_RATE;
  if (claimedSeconds > possibleSeconds + TOLERANCE_SECONDS) return 'faster-than-time';
  return networks > NETWORKS ? 'many-networks' : null;
}
