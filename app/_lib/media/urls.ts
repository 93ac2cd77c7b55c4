interface Media {
  videoId: string;
  uploadId: string;
}

/**
 * The URL of a file that was made from an upload. Everyone may load it if the video is published, else only its owner.
 */
function mediaUrl({ videoId, uploadId }: Media, file: string): string {
  return `/api/media/${encodeURIComponent(videoId)}/${encodeURIComponent(uploadId)}/${file}`;
}

/** The URL of the poster, a JPEG. It exists if the view says so (`has_poster`). */
export function posterUrl(video: Media): string {
  return mediaUrl(video, 'poster.jpg');
}

/** The `srcset` of the poster's copies, in AVIF. @param widths those that exist, in pixels (`poster_widths`). */
export function posterCopies(video: Media, widths: readonly number[]): string {
  return widths.map((width) => `${mediaUrl(video, `posters/${width}.avif`)} ${width}w`).join(', ');
}

/** The URL of the HLS master playlist. */
export function playlistUrl(video: Media): string {
  return mediaUrl(video, 'master.m3u8');
}
