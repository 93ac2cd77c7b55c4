import 'server-only';
import { sql } from 'kysely';
import { query } from '@/app/_lib/queries/database';
import { statement } from '@/app/_lib/queries/views';
import { videoPublishing } from '@/workers/video-publishing/contract';

/** Where the processing of a video stands among that of others. Times are estimates, in seconds from now. */
export interface PlaceInQueue {
  /** 0: it is being processed. 1: it is next. */
  readonly place: number;
  readonly startsIn: number | null;
  /** Until what is done now, or next, is finished. Before a video is playable: until it is. */
  readonly stepEndsIn: number | null;
  /** Until all qualities are made, as far as they are known. */
  readonly endsIn: number | null;
  /** What no machine has found yet; null if nothing. */
  readonly waitsFor: string | null;
}

/** Returns the place of a video; null if nothing waits to be done for it. Ask only for a person's own video. */
export async function placeInQueue(videoId: string): Promise<PlaceInQueue | null> {
  const [row] = await query(
    statement(sql<PlaceInQueue>`
      SELECT place, starts_in, step_ends_in, ends_in, waits_for
      FROM runtime.job_places('video-publishing-jobs', ARRAY[${videoPublishing.stream(videoId)}])`),
  );
  return row ?? null;
}
