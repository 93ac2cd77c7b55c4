import type { Announcements } from '../../_lib/live/announcements';
import type { Render, ServePage } from '../server';
import { seesPublicPagesOnly } from '../cache-control';
import { beginInTheatre } from './begin-in-theatre';
import { shareAnswers } from './fence';
import { MOVED, type FinishedPage, type RenderedPage } from './finished-page';
import { FinishedPages } from './finished-pages';
import { countAnswer, measurePages, type Answer } from './metrics';
import { hashScripts } from './hash-scripts';
import { sendFilledIn, templatePageOf, userOf } from './personal/send-filled-in';
import { publicPageOf, type PublicPage } from './public-page';
import { renderPage } from './render-page';
import { sendMoved, sendPage } from './send-page';
import { startWithoutScripts } from './start-without-scripts';

/** The memory for finished pages, in bytes. A page takes about 100 kB, in all its encodings. */
const MAX_BYTES = 64 * 1024 ** 2;

/** A template keeps its nonce, which is replaced in each response. */
const asItIs = (page: RenderedPage) => page;

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

  /**
   * Returns the page, from when everything announced until now is heard; null if it may not be shared.
   * @param finish makes a rendered page one to keep.
   */
  async function pageFor(
    wanted: PublicPage,
    finish: (page: RenderedPage) => RenderedPage,
  ): Promise<FinishedPage | null> {
    let answer: Answer = 'kept';
    const page = await pages.get(wanted.key, async () => {
      answer = 'rendered';
      await catchUp();
      const rendered = await renderPage(wanted, host, render);
      return rendered && finish(beginInTheatre(rendered));
    });
    countAnswer(page ? answer : 'unsure');
    return page;
  }

  /** Returns the kept page. Most requests end here: so it is no promise, which costs more than all else it does. */
  function keptPage({ key }: PublicPage): FinishedPage | undefined {
    const page = pages.kept(key);
    if (page) countAnswer('kept');
    return page;
  }

  return async function serve(request, response) {
    const wanted = publicPageOf(request.method ?? 'GET', request.url ?? '/', request.headers);
    if (!wanted) return false;
    const isVisitor = wanted.framing === 'anywhere' || seesPublicPagesOnly(request.headers);
    // If the database cannot say who the user is, Next shows its error.
    const asked = isVisitor ? null : userOf(request).catch(() => null);
    const heard = await hearAll();
    const user = asked && (await asked);
    if (!heard) countAnswer('unsure');
    if (!heard || !(isVisitor || user)) return false;

    const shared = user ? templatePageOf(wanted, user) : wanted;
    const page =
      keptPage(shared) ??
      (await pageFor(shared, user ? asItIs : (rendered) => hashScripts(rendered, wanted.whenTouched, wanted.framing)));
    if (!page) return false;
    if (page.rendered.status === MOVED) return sendMoved(request, response, page);
    const starting = startWithoutScripts(page, request.url ?? '/');
    if (user) return sendFilledIn(request, response, starting, user);
    await sendPage(request, response, starting);
    return true;
  };
}
