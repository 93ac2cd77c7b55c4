import { environment } from '@/app/_lib/environment';
import { playlistUrl, posterUrl } from '@/app/_lib/media/urls';

/** Returns the whole address of a path of this site. */
export function absolute(path: string): string {
  return `${environment.siteUrl}${path}`;
}

/** Returns the whole address of a video's master playlist, perhaps on another host. */
export function absolutePlaylist(video: Parameters<typeof playlistUrl>[0]): string {
  return `${environment.MEDIA_URL ?? environment.siteUrl}${playlistUrl(video)}`;
}

/** Returns the whole address of a video's poster; null if it has none. */
export function absolutePoster(video: { videoId: string; posterId: string | null }): string | null {
  const { videoId, posterId } = video;
  return posterId === null ? null : absolute(posterUrl({ videoId, posterId }));
}
