import type { EventOf } from '@message-db/client';
import type { Environment } from '@/environment';
import type { Storage } from '@/storage/storage';
import { addJob, removeJob, removeJobs, works, type JobsOf } from '@message-db/runtime';
import { qualityOf, videoPublishing } from '../contract';
import { captioning } from '@/workers/captioning/contract';
import { JOBS_AT_ONCE } from '@/workers/ffmpeg/run';
import { makeRendition } from './make-rendition';
import { prepare } from './prepare';
import { causeOf } from './processing-reports';
import { workOnFile } from './work-on-file';

/** For estimates, of a file whose size is not in its event. */
const USUAL_BYTES = 100_000_000;

/** The first job of a file. It is in the stage of the first rendition, and a step before it. */
function preparation(owner: string, bytes = USUAL_BYTES) {
  return addJob('prepare', { owner, stage: 0, step: 0, cost: Math.max(1, bytes) });
}

/** The jobs of a file whose renditions are planned. */
function renditions({ data }: { data: Plan }) {
  return [
    removeJobs(),
    ...data.renditions.map((size, stage) =>
      addJob('rendition', {
        key: String(qualityOf(size)),
        ...{ owner: data.ownerId, stage, step: 1, cost: size.width * size.height * data.durationSeconds },
      }),
    ),
  ];
}
type Plan = Extract<EventOf<typeof videoPublishing>, { type: 'RenditionsPlanned' }>['data'];

/**
 * The jobs of a file: one that prepares it and plans its renditions, and then one for each rendition. A stage of the queue
 * is the n-th rendition of everybody: so no video gets its second quality before all others can be played.
 */
export const JOBS: JobsOf<typeof videoPublishing, 'prepare' | 'rendition'> = {
  VideoUploaded: ({ data: { ownerId, bytes } }) => [removeJobs(), preparation(ownerId, bytes)],
  ProcessingRetried: ({ data: { videoId, ownerId = videoId } }) => [removeJobs(), preparation(ownerId)],
  RenditionsPlanned: renditions,
  RenditionReady: ({ data }) => [removeJob('rendition', String(qualityOf(data)))],
  VideoProcessed: () => [removeJobs()],
  VideoPublishingFailed: () => [removeJobs()],
  VideoDeleted: () => [removeJobs()],
  VideoRestored: ({ data: { ownerId, uploadId } }) => (uploadId === undefined ? [] : [preparation(ownerId)]),
  VideoPurged: () => [removeJobs()],
  ReplacementUploaded: ({ data: { ownerId, bytes } }) => [removeJobs(), preparation(ownerId, bytes)],
  ReplacementPlanned: renditions,
  ReplacementRenditionReady: ({ data }) => [removeJob('rendition', String(qualityOf(data)))],
  ReplacementFailed: () => [removeJobs()],
  ReplacementCancelled: () => [removeJobs()],
  FileReplaced: () => [removeJobs()],
};

/** Processes uploaded files, as jobs that any number of processes share, fairly between creators. */
export function processes(environment: Environment, storage: Storage) {
  const site = { environment, storage };
  return works({
    name: 'video-publishing-jobs',
    follows: videoPublishing,
    writes: [videoPublishing.commandCategory, captioning.commandCategory],
    slots: JOBS_AT_ONCE,
    topics: ['queue'],
    jobs: JOBS,
    run: {
      prepare: ({ event }, work, { log }) => {
        const ownerId = 'ownerId' in event.data ? event.data.ownerId : undefined;
        return workOnFile(site, { name: 'prepare', cause: causeOf(event), ownerId }, work, log, prepare);
      },
      rendition: ({ event, key }, work, { log }) =>
        workOnFile(site, { name: `rendition-${key}`, cause: causeOf(event) }, work, log, (file) =>
          makeRendition(file, Number(key)),
        ),
    },
  });
}
