interface Video {
  videoId: string;
  /** For a video that is not public (`signatureFor`). The owner and collaborators need none. */
  signature?: string | null | undefined;
}

/** The file of a video, by the folder of what was made from it. */
interface Film extends Video {
  uploadId: string;
}

/**
 * The URL of a file that was made from an upload, or of a chosen poster (`mediaId`). Without a signature everyone may
 * load it if the video is public, else only its owner and collaborators. Playlists and storyboards refer to their files
 * by relative addresses, which therefore have the same signature.
 */
function mediaUrl({ videoId, signature }: Video, mediaId: string, file: string): string {
  const folder = `/api/media/${encodeURIComponent(videoId)}/${encodeURIComponent(mediaId)}`;
  return signature ? `${folder}/${signature}/${file}` : `${folder}/${file}`;
}

/** A poster, by the folder of its files. Null in the views: there is none. */
interface Poster extends Video {
  posterId: string;
}

/** The URL of the poster, a JPEG. */
export function posterUrl({ posterId, ...video }: Poster): string {
  return mediaUrl(video, posterId, 'poster.jpg');
}

/** The `srcset` of the poster's copies, in AVIF. @param widths those that exist, in pixels (`poster_widths`). */
export function posterCopies({ posterId, ...video }: Poster, widths: readonly number[]): string {
  return widths.map((width) => `${mediaUrl(video, posterId, `posters/${width}.avif`)} ${width}w`).join(', ');
}

/** The URL of the HLS master playlist. */
export function playlistUrl(video: Film): string {
  return mediaUrl(video, video.uploadId, 'master.m3u8');
}

/** The URL of the storyboard, as players read it (WebVTT). It exists if the view says so (`has_storyboard`). */
export function storyboardUrl(video: Film): string {
  return mediaUrl(video, video.uploadId, 'stills/thumbnails.vtt');
}

/** The URL of a proposed poster, a JPEG. @param number from 1, by the order of `proposals`. */
export function proposalUrl(video: Film, number: number): string {
  return mediaUrl(video, video.uploadId, `stills/proposal-${number}.jpg`);
}
