/**
 * The cookie that tells the server that this browser keeps where somebody is in a video, so that the home page comes
 * with a place for it, and nothing moves when it is filled in. It says nothing of the videos.
 */
export const begunCookie = 'begun';

const YEAR_SECONDS = 365 * 86_400;

/** Sets or removes the cookie in this browser. Does nothing elsewhere. */
export function keepBegunCookie(hasBegun: boolean): void {
  if (typeof document === 'undefined') return;
  document.cookie = `${begunCookie}=1; path=/; samesite=lax; max-age=${hasBegun ? YEAR_SECONDS : 0}`;
}
