import { environment } from '@/app/_lib/environment';
import { playlistUrl, posterUrl } from './urls';

type Film = Parameters<typeof playlistUrl>[0];

/** Returns the whole address of a path of this site. */
export function absolute(path: string): string {
  return `${environment.siteUrl}${path}`;
}

/** Returns the address of a video's master playlist for a page of this site, perhaps on another host. */
export function playlistAddress(video: Film): string {
  return `${environment.MEDIA_URL ?? ''}${playlistUrl(video)}`;
}

/** Returns the whole address of a video's master playlist, perhaps on another host. */
export function absolutePlaylist(video: Film): string {
  return `${environment.MEDIA_URL ?? environment.siteUrl}${playlistUrl(video)}`;
}

/** Returns the whole address of a video's poster; null if it has none. */
export function absolutePoster(video: { videoId: string; posterId: string | null }): string | null {
  const { videoId, posterId } = video;
  return posterId === null ? null : absolute(posterUrl({ videoId, posterId }));
}
