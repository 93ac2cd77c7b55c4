import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { decides, works, type JobWork } from '@message-db/runtime';
import { runComponent } from '@/workers/run';
import { videoPublishing } from '@/workers/video-publishing/contract';
import { JOBS } from '@/workers/video-publishing/processing/processes';
import { causeOf } from '@/workers/video-publishing/processing/processing-reports';
import { videoDecider } from '@/workers/video-publishing/video';
import { RENDITIONS, secondsOf } from './simulated-videos';

const { commands } = videoPublishing;
const [scale = '1'] = process.argv.slice(2);

/** The component of videos with its own decider and queue. Its jobs wait in place of ffmpeg, and note when they do. */
runComponent(({ dataPath }) => {
  async function simulate(videoId: string, job: string, { signal }: JobWork): Promise<void> {
    const note = (what: string) =>
      appendFileSync(join(dataPath(), 'jobs'), `${JSON.stringify({ what, videoId, job, at: Date.now() / 1000 })}\n`);
    note('begin');
    await delay(1000 * Number(scale) * secondsOf(videoId, job), undefined, { signal });
    note('end');
  }
  return {
    name: 'video-publishing',
    subscriptions: [
      decides(videoPublishing, videoDecider),
      works({
        name: 'video-publishing-jobs',
        follows: videoPublishing,
        writes: [videoPublishing.commandCategory],
        slots: 1,
        jobs: JOBS,
        run: {
          async prepare({ event }, work) {
            const { videoId, uploadId } = causeOf(event).data;
            await simulate(videoId, 'prepare', work);
            const message = commands.PlanRenditions({ videoId, uploadId, durationSeconds: 10, renditions: RENDITIONS });
            return [{ streamName: videoPublishing.commandStream(videoId), message }];
          },
          async rendition({ event, key }, work) {
            const { videoId, uploadId } = causeOf(event).data;
            await simulate(videoId, key, work);
            const size = RENDITIONS.find(({ height }) => String(height) === key)!;
            const at = new Date().toISOString();
            const message = commands.RecordRendition({ videoId, uploadId, ...size, bitsPerSecond: 1_000_000, at });
            return [{ streamName: videoPublishing.commandStream(videoId), message }];
          },
        },
      }),
    ],
  };
});
