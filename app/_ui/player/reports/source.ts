import { audienceOf } from '@/app/_lib/watching/audience';
import { FEED_HASH, visitBefore } from '@/app/_lib/watching/visits';
import { TYPED_MAX } from '@/text/typed-search';
import type { Audience, Source } from '@/workers/view-counting/contract';

/** What a player says of where its viewer came from. The server checks it. */
export interface SaidSource {
  readonly source: Source;
  /** The words of a search, or the host of another site. Empty for other sources, and for who does not want it known. */
  readonly sourceDetail: string;
  /** Missing for who does not want it known, and where the creator is not known. */
  readonly audience?: Audience | undefined;
  /** The browser asks not to have what its user does sold or shared (Global Privacy Control). */
  readonly globalPrivacyControl: boolean;
}

type Found = Pick<SaidSource, 'source' | 'sourceDetail'>;

const LISTS = new Set(['videos', 'categories', 'tags', 'library']);

/** Returns where the viewer of this page came from, and whether they are new to the creator. */
export function findSource(creatorId: string | null): SaidSource {
  const { globalPrivacyControl = false } = navigator as { globalPrivacyControl?: boolean };
  const { source, sourceDetail } = sourceOf(window.location.href, document.referrer, visitBefore());
  if (globalPrivacyControl) return { source, sourceDetail: '', globalPrivacyControl };
  const audience = creatorId === null ? undefined : audienceOf(creatorId);
  return { source, sourceDetail: sourceDetail.slice(0, TYPED_MAX), audience, globalPrivacyControl };
}

/**
 * Returns where a viewer came from. Pure.
 * @param href the address of the page with the player.
 * @param referrer the page that led to this site's, or an empty string.
 * @param before the page before this one in this tab, since the site was loaded: `visitBefore`.
 */
export function sourceOf(href: string, referrer: string, before: string | null): Found {
  const here = new URL(href);
  const led = URL.canParse(referrer) ? new URL(referrer) : null;
  const isWithin = led?.origin === here.origin;
  if (here.pathname.startsWith('/embed/'))
    return { source: 'embed', sourceDetail: led && !isWithin ? siteOf(led) : '' };
  if (before === FEED_HASH) return { source: 'feed', sourceDetail: '' };
  if (before !== null) return sourceWithin(new URL(before, here), here);
  if (led && isWithin) return sourceWithin(led, here);
  return led ? { source: 'external', sourceDetail: siteOf(led) } : { source: 'direct', sourceDetail: '' };
}

/** Returns the source of a viewer who came from a page of this site. */
function sourceWithin(from: URL, here: URL): Found {
  const [place = '', name] = from.pathname.split('/').slice(1);
  const words = from.searchParams.get('q')?.trim();
  if (place === 'search' && words) return { source: 'search', sourceDetail: words };
  return { source: sourceOfPlace(place, name, here), sourceDetail: '' };
}

function sourceOfPlace(place: string, name: string | undefined, here: URL): Source {
  if (place === '') return 'home';
  if (place === 'search' || LISTS.has(place)) return 'browse';
  if (place === 'series') return name ? 'series' : 'browse';
  if (place === 'creators') return name ? 'creator' : 'browse';
  // A link of the player below another site's text.
  if (place === 'embed') return 'embed';
  const isOtherVideo = place === 'watch' && name !== here.pathname.split('/')[2];
  if (!isOtherVideo) return 'direct';
  return here.searchParams.has('series') ? 'series' : 'video';
}

function siteOf({ hostname }: URL): string {
  return hostname.replace(/^www\./, '');
}
