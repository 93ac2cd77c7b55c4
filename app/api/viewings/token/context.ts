import 'server-only';
import type { IncomingHttpHeaders } from 'node:http';
import Bowser from 'bowser';
import { z } from 'zod';
import { truncateUnits } from '@/text/characters';
import { tidyName } from '@/text/tidy';
import { SOURCES, type Device, type Source, type ViewingContext } from '@/workers/view-counting/contract';

/** What a player says of where its viewer came from. Whatever is wrong with it, the view counts. */
export const saidSource = {
  source: z.enum(SOURCES).catch('direct'),
  sourceDetail: z.string().catch(''),
  globalPrivacyControl: z.boolean().catch(false),
};

/** What a player says, as parsed. */
type SaidSource = z.output<z.ZodObject<typeof saidSource>>;

/** The most of a detail that is kept, in UTF-16 units. */
const DETAIL_MAX = 100;
/** Longer ones are not parsed whole. Those of browsers have 200 characters. */
const USER_AGENT_MAX = 512;
const HOST = /^(?=.{1,100}$)[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/;
const DEVICES: Readonly<Record<string, Device>> = { desktop: 'computer', mobile: 'phone', tablet: 'tablet', tv: 'tv' };
/** Names that are ours. The library makes up others from what a client calls itself. */
const BROWSERS = new Set(Object.values(Bowser.BROWSER_MAP));

/**
 * Returns the context of a viewing, of what its player says and its browser sends. If the browser asks for privacy (Global
 * Privacy Control), it has no detail, no browser and no language. Pure.
 */
export function contextOf(said: SaidSource, headers: IncomingHttpHeaders): ViewingContext {
  const { device, browser } = agentOf(headers['user-agent'] ?? '');
  if (said.globalPrivacyControl || headers['sec-gpc'] === '1')
    return { source: said.source, sourceDetail: '', device, browser: 'other', language: 'und' };
  const language = languageOf(headers['accept-language'] ?? '');
  return { source: said.source, sourceDetail: detailOf(said.source, said.sourceDetail), device, browser, language };
}

/** Returns the words of a search, tidied and in lower case, or a host. Others have none. */
function detailOf(source: Source, said: string): string {
  const detail = tidyName(said).toLowerCase();
  if (source === 'search') return truncateUnits(detail, DETAIL_MAX);
  return (source === 'embed' || source === 'external') && HOST.test(detail) ? detail : '';
}

function agentOf(userAgent: string): Pick<ViewingContext, 'device' | 'browser'> {
  if (userAgent === '') return { device: 'other', browser: 'other' };
  const { platform, browser } = Bowser.parse(userAgent.slice(0, USER_AGENT_MAX));
  return {
    device: DEVICES[platform.type ?? ''] ?? 'other',
    browser: browser.name !== undefined && BROWSERS.has(browser.name) ? browser.name : 'other',
  };
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
