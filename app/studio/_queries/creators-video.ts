import 'server-only';
import { queryAs } from '@/app/_lib/queries/database';
import type { LeftOut } from '@/workers/video-publishing/contract';
import type { VideoState } from '../status';

/** A video as its creator sees it. */
export interface CreatorsVideo extends VideoState {
  videoId: string;
  name: string;
  description: string;
  fileName: string;
  bytes: number;
  uploadId: string;
  failureReason: string | null;
  /** What ffmpeg said. */
  failureDetail: string | null;
  durationSeconds: number | null;
  width: number | null;
  height: number | null;
  /** What the video goes without of its file. */
  leftOut: readonly LeftOut[];
  /** A part of the file could not be read. */
  isDamaged: boolean;
  hasPoster: boolean;
  /** What can play, such as 1080 for 1080p. The lowest first. */
  qualities: number[];
  uploadedAt: Date;
  publishedAt: Date | null;
  views: number;
  watchedSeconds: number;
}

/** The columns of view.creators_videos, under the names that pages use. */
export const CREATORS_VIDEO_COLUMNS = `
  video_id AS "videoId", name, description, file_name AS "fileName", bytes, upload_id AS "uploadId",
  processing, publication, is_playable AS "isPlayable", percent,
  failure_reason AS "failureReason", failure_detail AS "failureDetail",
  duration_seconds AS "durationSeconds", width, height, left_out AS "leftOut",
  is_damaged AS "isDamaged", has_poster AS "hasPoster",
  qualities, uploaded_at AS "uploadedAt", published_at AS "publishedAt",
  scheduled_at AS "scheduledAt", views, watched_seconds AS "watchedSeconds"`;

/** One video, for its owner alone. Null for another's, and for one that is not there yet. */
export async function creatorsVideo(ownerId: string, videoId: string): Promise<CreatorsVideo | null> {
  const [video] = await queryAs<CreatorsVideo>(
    { userId: ownerId },
    `SELECT ${CREATORS_VIDEO_COLUMNS} FROM view.creators_videos WHERE owner_id = $1 AND video_id = $2`,
    [ownerId, videoId],
  );
  return video ?? null;
}
