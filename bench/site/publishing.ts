import { setTimeout as delay } from 'node:timers/promises';
import { send } from '@/bin/demo/running-site';
import { videoPublishing } from '@/workers/video-publishing/contract';
import type { SiteVideo } from './contents';
import type { Site } from './site';

const TIMEOUT_MS = 30_000;

/**
 * Publishes a video again every second, by the commands of its creator, while `work` runs. Afterwards it is published
 * and shown.
 */
export async function publishEverySecond<Result>(
  site: Site,
  video: SiteVideo,
  work: () => Promise<Result>,
): Promise<Result> {
  const ended = new AbortController();
  let publishedAt = '';
  const publishing = (async () => {
    while (!ended.signal.aborted) {
      publishedAt = await publishAgain(site, video);
      await delay(1000, undefined, { signal: ended.signal }).catch(() => {});
    }
  })();
  try {
    return await work();
  } finally {
    ended.abort();
    await publishing;
    await untilShown(site, video, publishedAt);
  }
}

/** @returns the time of its publication. */
async function publishAgain(site: Site, { videoId, ownerId: userId }: SiteVideo): Promise<string> {
  const requestedAt = new Date().toISOString();
  const { UnpublishVideo, PublishVideo } = videoPublishing.commands;
  const stream = videoPublishing.commandStream(videoId);
  await send(site, stream, UnpublishVideo({ videoId, userId }));
  await send(site, stream, PublishVideo({ videoId, userId, requestedAt }));
  return requestedAt;
}

/** Waits until both views of pages show the video as published at this time. */
async function untilShown(site: Site, { videoId }: SiteVideo, publishedAt: string): Promise<void> {
  const deadline = performance.now() + TIMEOUT_MS;
  for (;;) {
    const { rowCount } = await site.store.pool.query(
      `SELECT FROM view.home_page_videos AS home JOIN view.videos AS watch USING (video_id)
       WHERE video_id = $1 AND home.published_at = $2 AND watch.published_at = $2`,
      [videoId, publishedAt],
    );
    if (rowCount === 1) return;
    if (performance.now() > deadline) throw new Error('void: a published video is not shown');
    await delay(50);
  }
}
