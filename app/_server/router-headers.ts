import type { IncomingHttpHeaders } from 'node:http';
import { parseAndValidateFlightRouterState } from 'next/dist/server/app-render/parse-and-validate-flight-router-state.js';
import type { Reply } from './reply';

/** What is wrong with the headers by which Next's client asks for a part of a page; null where nothing is. */
export function routerRefusal(headers: IncomingHttpHeaders): Reply | null {
  try {
    // Next itself reads it later, and would fail there.
    parseAndValidateFlightRouterState(headers['next-router-state-tree']);
    return null;
  } catch {
    return { status: 400, text: 'The state of this page is not readable. Load the page again.' };
  }
}
