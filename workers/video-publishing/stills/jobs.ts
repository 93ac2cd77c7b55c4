import type { NewMessage } from '@message-db/client';
import { addJob, ElsewhereError, removeJob, removeJobs, works, type JobsOf } from '@message-db/runtime';
import type { Environment } from '@/environment';
import { StorageUnavailableError, type Storage } from '@/storage/storage';
import { findFfmpeg } from '@/workers/ffmpeg/binaries';
import { makePicture, PictureError } from '@/workers/ffmpeg/pictures/make-picture';
import { ToolError } from '@/workers/ffmpeg/tool-error';
import { posterProblem, videoPublishing, type PosterSource } from '../contract';
import { mediaName } from '../processing/delete-files';
import { withDiskSpace } from '../processing/disk-space-guard';
import { MediaFolder } from '../processing/media-folder';
import { copyPoster, widthsOf } from '../processing/poster-copies';
import { makeFrame, POSTER_SHAPE } from './frame';
import { makeStills, readStills, STILLS_FILE } from './make-stills';

const { FailChosenPoster, RecordChosenPoster, RecordStills } = videoPublishing.commands;

/** How often ffmpeg may fail on a film before it stays without stills: nothing else depends on them. */
const ATTEMPTS = 3;
/** Somebody waits for a poster that they chose; nobody does for stills. */
const POSTER = { stage: 0, step: 0, cost: 1 };
const STILLS = { stage: 1, step: 0, cost: 1 };

/**
 * Stills are made when the film can be played, and found again with each further rendition. Events of earlier releases
 * do not say whose film it is: it counts alone.
 */
const stills = ({ data: { videoId, ownerId = videoId } }: { data: { videoId: string; ownerId?: string } }) => [
  addJob('stills', { owner: ownerId, ...STILLS }),
];

/**
 * The jobs about pictures of a video. They are not in the queue of renditions, because a chosen poster takes a second,
 * and a rendition an hour. This subscription reads the events of earlier releases too, so their videos get stills.
 */
export const JOBS: JobsOf<typeof videoPublishing, 'poster' | 'stills'> = {
  VideoUploaded: () => [removeJob('stills')],
  RenditionReady: stills,
  FileReplaced: stills,
  StillsMade: () => [removeJob('stills')],
  PosterChosen: ({ data: { posterId, ownerId, superseded } }) => [
    ...(superseded === undefined ? [] : [removeJob('poster', superseded)]),
    addJob('poster', { key: posterId, owner: ownerId, ...POSTER }),
  ],
  PosterShown: ({ data }) => [removeJob('poster', data.posterId)],
  PosterFailed: ({ data }) => [removeJob('poster', data.posterId)],
  PosterDropped: ({ data }) => data.posterIds.map((posterId) => removeJob('poster', posterId)),
  VideoPurged: () => [removeJobs()],
};

/** Makes the posters that creators choose, and the stills of films: the storyboard and the proposed posters. */
export function makesStills(environment: Environment, storage: Storage) {
  const site = { environment, storage };
  return works({
    name: 'video-publishing-stills',
    follows: videoPublishing,
    writes: [videoPublishing.commandCategory],
    slots: 1,
    jobs: JOBS,
    run: {
      async poster({ event }, { signal }) {
        if (event.type !== 'PosterChosen') throw new Error(`${event.type} chooses no poster`);
        const { videoId, posterId, source } = event.data;
        return [sent(videoId, await makeChosen(site, { videoId, posterId, source }, signal).catch(elsewhere))];
      },
      async stills({ event }, { signal }) {
        if (event.type !== 'RenditionReady' && event.type !== 'FileReplaced')
          throw new Error(`${event.type} has no film`);
        const { videoId, uploadId } = event.data;
        return [sent(videoId, await makeAll(site, { videoId, uploadId }, signal).catch(elsewhere))];
      },
    },
  });
}

/** Another process may reach the storage. */
function elsewhere(error: unknown): never {
  throw error instanceof StorageUnavailableError ? new ElsewhereError('the storage', { cause: error }) : error;
}

function sent(videoId: string, message: NewMessage) {
  return { streamName: videoPublishing.commandStream(videoId), message };
}

interface Site {
  readonly environment: Environment;
  readonly storage: Storage;
}

interface Choice {
  readonly videoId: string;
  readonly posterId: string;
  readonly source: PosterSource;
}

/** Makes a chosen poster in its folder. Safe to repeat: complete files stay. */
async function makeChosen(
  { environment, storage }: Site,
  { videoId, posterId, source }: Choice,
  signal: AbortSignal,
): Promise<NewMessage> {
  const name = mediaName(videoId, posterId);
  const film = source.kind === 'frame' ? mediaName(videoId, source.uploadId) : null;
  const origin = film === null ? `${name}/original` : `${film}/master.m3u8`;
  // Nothing is made of what is gone. The original of a picture goes when its poster is complete.
  if (!(await storage.has(origin)) && !(await storage.has(`${name}/posters`))) throw new ElsewhereError('the picture');
  const folder = await MediaFolder.open(
    { storage, name, source: origin, outlivesSource: true, signal },
    'poster',
    name,
  );
  const disk = { folder: folder.work, reserve: environment.DISK_RESERVE };
  try {
    await folder.make('poster.jpg', (place) =>
      withDiskSpace(disk, 0, signal, async (guarded) => {
        const context = { tools: findFfmpeg(environment), folder: place, signal: guarded };
        if (film !== null && source.kind === 'frame') return makeFrame(context, storage, film, source.seconds);
        const path = await storage.local(origin, environment.DISK_RESERVE, guarded);
        if (path === null) throw new ElsewhereError('the picture');
        return makePicture({ ...context, path }, POSTER_SHAPE, 'poster.jpg');
      }),
    );
    await folder.make('posters', async (place) => copyPoster(await folder.local('poster.jpg'), place));
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof PictureError)) throw error;
    return FailChosenPoster({ videoId, posterId, reason: posterProblem.parse(error.reason) });
  }
  if (film === null) await storage.delete(origin);
  await folder.close();
  return RecordChosenPoster({ videoId, posterId, widths: widthsOf(await folder.files('posters')) });
}

/** Makes the stills of a film, and the copies of its poster if they are missing, as of an earlier release. */
export async function makeAll(
  { environment, storage }: Site,
  { videoId, uploadId }: { videoId: string; uploadId: string },
  signal: AbortSignal,
): Promise<NewMessage> {
  const name = mediaName(videoId, uploadId);
  const origin = `${name}/master.m3u8`;
  if (!(await storage.has(origin))) throw new ElsewhereError('the renditions');
  const folder = await MediaFolder.open(
    { storage, name, source: origin, work: `${name}/.stills`, signal },
    'stills',
    name,
  );
  const disk = { folder: folder.work, reserve: environment.DISK_RESERVE };
  await withDiskSpace(disk, 0, signal, async (guarded) => {
    const making = folder.make('stills', (place) =>
      makeStills({ tools: findFfmpeg(environment), folder: place, signal: guarded }, storage, name),
    );
    await making.catch(async (error: unknown) => {
      guarded.throwIfAborted();
      if (!(error instanceof ToolError) || (await folder.countFailure('stills')) < ATTEMPTS) throw error;
    });
    if (await folder.has('poster.jpg'))
      await folder.make('posters', async (place) => copyPoster(await folder.local('poster.jpg'), place));
  });
  await folder.close();
  const { proposals, hasStoryboard } = (await folder.has('stills'))
    ? readStills(await folder.read(`stills/${STILLS_FILE}`))
    : { proposals: [], hasStoryboard: false };
  const posterWidths = (await folder.has('posters')) ? widthsOf(await folder.files('posters')) : undefined;
  return RecordStills({ videoId, uploadId, proposals: [...proposals], hasStoryboard, posterWidths });
}
