/** The handle of a creator: the last part of the address of their page, `/creators/<handle>`. */

/** In characters, all of them ASCII. */
export const HANDLE_MIN = 3;
export const HANDLE_MAX = 30;

/** Handles that people could take for a part of the site, or for somebody who speaks for it. */
const RESERVED = new Set(
  `about account admin administrator api app assets auth billing blog categories category channel channels contact
  creator creators dashboard delete edit editor embed feed feeds help home legal library login logout manifest me media
  moderation moderator new news null official oembed owner page pages password privacy profile register robots root rss
  search security series settings shop sign-in sign-out sign-up signin signout signup site sitemap staff status studio
  support system tag tags team terms test undefined upload uploads user users video video-tutorials videos watch webmaster
  www you`.split(/\s+/),
);

/** What is wrong with a handle. */
export type HandleProblem = 'too-short' | 'too-long' | 'bad-characters' | 'reserved';

/** Tidies what somebody typed: `  @Ada Lovelace ` becomes `ada-lovelace`. Characters that no handle has stay. */
export function tidyHandle(typed: string): string {
  return typed
    .trim()
    .replace(/^@/, '')
    .toLowerCase()
    .replaceAll(/[\s_.]+/g, '-')
    .replaceAll(/-{2,}/g, '-')
    .replaceAll(/^-|-$/g, '');
}

/** Returns what is wrong with a tidy handle; null for a good one. */
export function handleProblem(handle: string): HandleProblem | null {
  if (!/^[a-z0-9-]*$/.test(handle)) return 'bad-characters';
  if (handle.length < HANDLE_MIN) return 'too-short';
  if (handle.length > HANDLE_MAX) return 'too-long';
  return RESERVED.has(handle) ? 'reserved' : null;
}

/** Returns whether a part of an address can be a handle. */
export function isHandle(text: string): boolean {
  return tidyHandle(text) === text && handleProblem(text) === null;
}
