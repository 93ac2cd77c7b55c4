import 'server-only';
import type { IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';
import { parseUserAgent } from '@/app/_lib/http/user-agent';
import { tidyName } from '@/text/tidy';
import { typedSearch } from '@/text/typed-search';
import { AUDIENCES, SOURCES, type Source, type ViewingContext } from '@/workers/view-counting/contract';

/** What a player says of where its viewer came from. Whatever is wrong with it, the view counts. */
export const saidSource = {
  source: z.enum(SOURCES).catch('direct'),
  sourceDetail: z.string().catch(''),
  audience: z.enum(AUDIENCES).optional().catch(undefined),
  globalPrivacyControl: z.boolean().catch(false),
};

/** What a player says, as parsed. */
type SaidSource = z.output<z.ZodObject<typeof saidSource>>;

const HOST = /^(?=.{1,100}$)[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/;
/**
 * Returns the context of a viewing, of what its player says, its browser sends, and the site knows. If the browser asks for
 * privacy (Global Privacy Control), it has no detail, browser, language, country and audience. Pure.
 * @param known the country of its address, and the series of which the video is a lesson.
 */
export function contextOf(
  { source, sourceDetail, audience, globalPrivacyControl }: SaidSource,
  headers: IncomingHttpHeaders,
  { country, seriesId }: Pick<ViewingContext, 'country' | 'seriesId'> = {},
): ViewingContext {
  const { kind: device, browser } = parseUserAgent(headers['user-agent'] ?? '');
  if (globalPrivacyControl || headers['sec-gpc'] === '1')
    return { source, sourceDetail: '', device, browser: 'other', language: 'und', seriesId };
  const language = languageOf(headers['accept-language'] ?? '');
  return {
    source,
    sourceDetail: detailOf(source, sourceDetail),
    device,
    browser,
    language,
    country,
    audience,
    seriesId,
  };
}

/** Returns the words of a search, tidied and in lower case, or a host. Others have none. */
function detailOf(source: Source, said: string): string {
  if (source === 'search') return typedSearch(said);
  const host = tidyName(said).toLowerCase();
  return (source === 'embed' || source === 'external') && HOST.test(host) ? host : '';
}

/** Returns the language that a browser prefers, such as `en`; `und` if it does not say. */
function languageOf(acceptLanguage: string): string {
  const [best] = acceptLanguage
    .split(',', 20)
    .map((part) => {
      const [range = '', weight = ''] = part.split(';', 2);
      const quality = /^\s*q=([\d.]+)\s*$/.exec(weight)?.[1] ?? 1;
      return { language: /^\s*([a-z]{2,3})(?:-|\s*$)/i.exec(range)?.[1]?.toLowerCase(), quality: Number(quality) };
    })
    .filter(({ language, quality }) => language !== undefined && quality > 0)
    .toSorted((a, b) => b.quality - a.quality);
  return best?.language ?? 'und';
}
