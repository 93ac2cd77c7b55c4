import type { Announcements } from '../../_lib/live/announcements';
import type { Render, ServePage } from '../server';
import { seesPublicPagesOnly } from '../cache-control';
import { shareAnswers } from './fence';
import { FinishedPages } from './finished-pages';
import { sendFilledIn, templatePageOf, userOf } from './personal/send-filled-in';
import { publicPageOf, type PublicPage } from './public-page';
import { renderPage } from './render-page';
import { sendPage } from './send-page';

/** The memory for finished pages, in bytes. A page takes about 100 kB, in all its encodings. */
const MAX_BYTES = 64 * 1024 ** 2;

/** Where pages come from, and what changes them. */
export interface PageSource {
  /** Renders a page for one request. */
  readonly render: Render;
  /** The host of the site's own address. */
  readonly host: string;
  readonly announcements: Pick<Announcements, 'tell' | 'hearAll'>;
  /**
   * Resolves when pages read everything that was committed before the call: announcements come from the primary, and a
   * replica may have yet to show what they are about.
   */
  readonly catchUp: () => Promise<void>;
}

/**
 * Returns a function that answers requests for public pages, each rendered once per change (README.md): for visitors as
 * it is, for signed-in users with what is theirs filled in. It returns false for other requests, and while this process
 * does not hear announcements: then the page must be rendered for this request.
 */
export function servePages({ render, host, announcements, catchUp }: PageSource): ServePage {
  const pages = new FinishedPages(MAX_BYTES);
  announcements.tell({ hear: (topic) => pages.drop(topic) });
  const hearAll = shareAnswers(() => announcements.hearAll());

  const pageFor = (wanted: PublicPage) =>
    pages.get(wanted.key, async () => {
      await catchUp();
      return renderPage(wanted, host, render);
    });

  return async function serve(request, response) {
    const wanted = publicPageOf(request.method ?? 'GET', request.url ?? '/', request.headers);
    if (!wanted) return false;
    if (!seesPublicPagesOnly(request.headers)) {
      // If the database cannot say who the user is, Next shows its error.
      const found = userOf(request).catch(() => null);
      if (!(await hearAll())) return false;
      const user = await found;
      if (!user) return false;
      const page = await pageFor(templatePageOf(wanted, user));
      return page !== null && sendFilledIn(request, response, page, user);
    }
    if (!(await hearAll())) return false;
    const page = await pageFor(wanted);
    if (!page) return false;
    await sendPage(request, response, page);
    return true;
  };
}
