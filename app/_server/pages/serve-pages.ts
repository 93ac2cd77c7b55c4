import type { Announcements } from '../../_lib/live/announcements';
import type { Render, ServePage } from '../server';
import { seesPublicPagesOnly } from '../cache-control';
import { shareAnswers } from './fence';
import { FinishedPages } from './finished-pages';
import { countAnswer, measurePages, type Answer } from './metrics';
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
  measurePages(pages);
  announcements.tell({ hear: (topic) => pages.drop(topic) });
  const hearAll = shareAnswers(() => announcements.hearAll());

  /** Returns the page when everything announced until now is heard; null if that is not known. */
  async function pageFor(wanted: PublicPage, heard: boolean) {
    let answer: Answer = 'kept';
    const page = heard
      ? await pages.get(wanted.key, async () => {
          answer = 'rendered';
          await catchUp();
          return renderPage(wanted, host, render);
        })
      : null;
    countAnswer(page ? answer : 'unsure');
    return page;
  }

  return async function serve(request, response) {
    const wanted = publicPageOf(request.method ?? 'GET', request.url ?? '/', request.headers);
    if (!wanted) return false;
    if (!seesPublicPagesOnly(request.headers)) {
      // If the database cannot say who the user is, Next shows its error.
      const [user, heard] = await Promise.all([userOf(request).catch(() => null), hearAll()]);
      if (!user) return false;
      const page = await pageFor(templatePageOf(wanted, user), heard);
      return page !== null && sendFilledIn(request, response, page, user);
    }
    const page = await pageFor(wanted, await hearAll());
    if (!page) return false;
    await sendPage(request, response, page);
    return true;
  };
}
