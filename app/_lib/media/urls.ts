interface Media {
  videoId: string;
  uploadId: string;
}

/**
 * The URL of a file that was made from an upload, or of a chosen poster. Everyone may load it if the video is published, else only its owner.
 */
function mediaUrl({ videoId, uploadId }: Media, file: string): string {
  return `/api/media/${encodeURIComponent(videoId)}/${encodeURIComponent(uploadId)}/${file}`;
}

/** A poster, by the folder of its files. Null in the views: there is none. */
interface Poster {
  videoId: string;
  posterId: string;
}

/** The URL of the poster, a JPEG. */
export function posterUrl({ videoId, posterId }: Poster): string {
  return mediaUrl({ videoId, uploadId: posterId }, 'poster.jpg');
}

/** The `srcset` of the poster's copies, in AVIF. @param widths those that exist, in pixels (`poster_widths`). */
export function posterCopies({ videoId, posterId }: Poster, widths: readonly number[]): string {
  const folder = { videoId, uploadId: posterId };
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
