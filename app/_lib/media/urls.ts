/** Addresses of videos that are not public have a signature (`signatureFor`). The owner and collaborators need none. */
interface Signed {
  signature?: string | null | undefined;
}

interface Media extends Signed {
  videoId: string;
  uploadId: string;
}

/**
 * The URL of a file that was made from an upload, or of a chosen poster. Without a signature everyone may load it if
 * the video is public, else only its owner and collaborators. Playlists and storyboards refer to their files by
 * relative addresses, which therefore have the same signature.
 */
function mediaUrl({ videoId, uploadId, signature }: Media, file: string): string {
  const folder = `/api/media/${encodeURIComponent(videoId)}/${encodeURIComponent(uploadId)}`;
  return signature ? `${folder}/${signature}/${file}` : `${folder}/${file}`;
}

/** A poster, by the folder of its files. Null in the views: there is none. */
interface Poster extends Signed {
  videoId: string;
  posterId: string;
}

/** The URL of the poster, a JPEG. */
export function posterUrl({ posterId, ...video }: Poster): string {
  return mediaUrl({ ...video, uploadId: posterId }, 'poster.jpg');
}

/** The `srcset` of the poster's copies, in AVIF. @param widths those that exist, in pixels (`poster_widths`). */
export function posterCopies({ posterId, ...video }: Poster, widths: readonly number[]): string {
  const folder = { ...video, uploadId: posterId };
  return widths.map((width) => `${mediaUrl(folder, `posters/${width}.avif`)} ${width}w`).join(', ');
}

/** The URL of the HLS master playlist. */
export function playlistUrl(video: Media): string {
  return mediaUrl(video, 'master.m3u8');
}

/** The URL of the storyboard, as players read it (WebVTT). It exists if the view says so (`has_storyboard`). */
export function storyboardUrl(video: Media): string {
  return mediaUrl(video, 'stills/thumbnails.vtt');
}

/** The URL of a proposed poster, a JPEG. @param number from 1, by the order of `proposals`. */
export function proposalUrl(video: Media, number: number): string {
  return mediaUrl(video, `stills/proposal-${number}.jpg`);
}
