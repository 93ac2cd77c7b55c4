import type { IncomingHttpHeaders } from 'node:http';
import { parseAndValidateFlightRouterState } from 'next/dist/server/app-render/parse-and-validate-flight-router-state.js';
import type { Reply } from './reply';

/**
 * Checks the headers with which Next's client requests a part of a page. Returns the refusal, or null if they are
 * valid.
 */
export function routerRefusal(headers: IncomingHttpHeaders): Reply | null {
  try {
    // Next reads this header later and would fail there.
    parseAndValidateFlightRouterState(headers['next-router-state-tree']);
    return null;
  } catch {
    return { status: 400, text: 'The state of this page is not readable. Load the page again.' };
  }
}
