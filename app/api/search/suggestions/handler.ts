import { sendJson, type Handler } from '@/app/_lib/http/handler';
import { suggest } from '@/app/(site)/search/_queries/suggest';
import { readSearch } from '@/app/(site)/search/search-state';

/** GET `?q=` answers `{ suggestions }`: what to search for, at most eight texts, for somebody who has typed `q`. */
export const suggestions: Handler = async (request, response) => {
  const { searchParams } = new URL(request.url!, 'http://localhost');
  const { q } = readSearch({ q: searchParams.get('q') ?? '' });
  sendJson(response, 200, { suggestions: await suggest(q) }, { 'Cache-Control': 'no-store' });
};
