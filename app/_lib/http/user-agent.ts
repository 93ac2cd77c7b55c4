import Bowser from 'bowser';
import type { SessionDevice } from '@/workers/identity/contract';

/** Longer ones are not parsed whole. Those of browsers have 200 characters. */
const USER_AGENT_MAX = 512;
const KINDS: Readonly<Record<string, SessionDevice['kind']>> = {
  desktop: 'computer',
  mobile: 'phone',
  tablet: 'tablet',
  tv: 'tv',
};
/** Names that are ours. The library makes up others from what a client calls itself. */
const BROWSERS = new Set(Object.values(Bowser.BROWSER_MAP));
const SYSTEMS = new Set(Object.values(Bowser.OS_MAP));

/** Returns what a browser says of itself in its `User-Agent`, in names of a fixed list; `other` for all else. Pure. */
export function parseUserAgent(userAgent: string): SessionDevice {
  if (userAgent === '') return { kind: 'other', browser: 'other', system: 'other' };
  const { platform, browser, os } = Bowser.parse(userAgent.slice(0, USER_AGENT_MAX));
  return { kind: KINDS[platform.type ?? ''] ?? 'other', browser: known(BROWSERS, browser), system: known(SYSTEMS, os) };
}

function known(names: ReadonlySet<string>, { name }: { readonly name?: string }): string {
  return name !== undefined && names.has(name) ? name : 'other';
}
