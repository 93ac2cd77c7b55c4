/** Where the files that ffmpeg made of an upload are served: to all when the video is published, else to its owner. */
function mediaUrl(video: { videoId: string; uploadId: string }, file: string): string {
  return `/api/media/${encodeURIComponent(video.videoId)}/${encodeURIComponent(video.uploadId)}/${file}`;
}

/** The poster, which is there when the view says so (`has_poster`). */
export function posterUrl(video: { videoId: string; uploadId: string }): string {
  return mediaUrl(video, 'poster.jpg');
}

/** The HLS master playlist. */
export function playlistUrl(video: { videoId: string; uploadId: string }): string {
  return mediaUrl(video, 'master.m3u8');
}
