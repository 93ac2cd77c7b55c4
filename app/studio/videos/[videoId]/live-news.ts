/** Where a page of a video says that the video has gone live. */
export const LIVE_ID = 'live';

/** The parameter of the page after a form without scripts has published the video. */
const PARAMETER = 'published';

/** The address to which such a form leads, at the place of the news. */
export function liveNewsPath(videoId: string): `/studio/videos/${string}` {
  return `/studio/videos/${videoId}/details?${PARAMETER}=now#${LIVE_ID}`;
}

export function hasLiveNews(parameters: Readonly<Record<string, unknown>>): boolean {
  return parameters[PARAMETER] === 'now';
}
