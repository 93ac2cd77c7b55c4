import type { RenderedPage } from './finished-page';

/**
 * Runs in the player's place while the page is parsed, so before anything is painted: a browser whose viewer has chosen
 * the theatre mode shows it at once, and nothing moves when the page's own scripts run. They find the page as it was
 * rendered, because this one removes itself. The key is that of `app/_ui/player/settings`.
 */
const SCRIPT = `
const script = document.currentScript;
try { if (localStorage.getItem('theatre') === 'true') script.parentElement.dataset.theatre = ''; } catch {}
script.remove();
`
  .trim()
  .replaceAll('\n', '');

/** The place of a player that has the mode. React escapes `>` in attributes. */
const PLACE = /<section\b[^>]* data-has-theatre=""[^>]*>/;

/** Returns a page whose player has the theatre mode from the first paint. Returns others as they are. Pure. */
export function beginInTheatre(page: RenderedPage): RenderedPage {
  if (page.nonce === undefined) return page;
  const html = page.body.toString();
  const beginning = html.replace(PLACE, (place) => `${place}<script nonce="${page.nonce}">{${SCRIPT}}</script>`);
  return beginning === html ? page : { ...page, body: Buffer.from(beginning) };
}
