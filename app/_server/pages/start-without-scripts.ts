import { LRUCache } from 'lru-cache';
import { decideStart } from '../../_ui/player/position/start';
import { FinishedPage } from './finished-page';

const PATH = /^\/(?:watch|embed)\//;
/** The film of the browser's own player. */
const FILM = /(<noscript>(?:(?!<\/noscript>)[^])*?<source src="[^"#]+)"/;

/** The pages of the last times that were asked for, each of about 100 kB. */
const startingPages = new LRUCache<string, FinishedPage>({ max: 100 });

/**
 * Returns a page whose player without scripts begins where the address says (`?t=90`). The page is kept once for all
 * times, because the player with scripts reads the address itself. Returns the same page for other addresses.
 * @param target the path and the query of the request.
 */
export function startWithoutScripts(page: FinishedPage, target: string): FinishedPage {
  const [path = '', query] = target.split(/\?(.*)/s, 2);
  if (query === undefined || !PATH.test(path) || page.rendered.status !== 200) return page;
  const { seconds } = decideStart({ clicked: null, query, kept: null }, Infinity);
  if (seconds === 0) return page;
  const key = `${page.etag} ${seconds}`;
  const known = startingPages.get(key);
  if (known) return known;
  const html = page.rendered.body.toString();
  const starting = html.replace(FILM, `$1#t=${seconds}"`);
  if (starting === html) return page;
  const made = new FinishedPage({ ...page.rendered, body: Buffer.from(starting) });
  startingPages.set(key, made);
  return made;
}
