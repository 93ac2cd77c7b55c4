/**
 * The URL of a file that ffmpeg made from an upload. Everyone may load it if the video is published, else only its
 * owner.
 */
function mediaUrl(video: { videoId: string; uploadId: string }, file: string): string {
  return `/api/media/${encodeURIComponent(video.videoId)}/${encodeURIComponent(video.uploadId)}/${file}`;
}

/** The URL of the poster. It exists if the view says so (`has_poster`). */
export function posterUrl(video: { videoId: string; uploadId: string }): string {
  return mediaUrl(video, 'poster.jpg');
}

/** The URL of the HLS master playlist. */
export function playlistUrl(video: { videoId: string; uploadId: string }): string {
  return mediaUrl(video, 'master.m3u8');
}
