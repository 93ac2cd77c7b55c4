import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ExpectedVersionError } from '@message-db/client';
import { SingleBar } from 'cli-progress';
import { v5 as uuidFrom } from 'uuid';
import type { Environment } from '@/environment';
import { videoPublishing } from '@/workers/video-publishing/contract';
import { findFfmpeg } from '@/workers/ffmpeg/binaries';
import { openAccount, type Account } from './account';
import { CREATORS, type Creator, type Tutorial } from './catalogue';
import { fillChannel } from './channel';
import { film, FIRST_STEP_AT } from './film';
import { searchInVain, searchTranscripts } from './searches';
import { makeSeries } from './series';
import { findRow, findSite, send, waitForRow, type RunningSite } from './running-site';
import { upload } from './upload';
import { viewingsOf } from './viewings';

const DAYS = 30;
/** Of so many tutorials, one shows its first step as the poster. The others show the frame that the site chose. */
const POSTER_EVERY = 3;
const DAY_MS = 24 * 3600 * 1000;
const NAMESPACE = '0a9be1b5-8a1c-4f0e-8a4e-3f7c5a6e0d21';

interface Video {
  videoId: string;
  ownerId: string;
  durationSeconds: number;
}

/**
 * Fills a running site through its interfaces: accounts and commands through the message store, videos through the
 * upload endpoint. It can be run again, and adds only what is missing.
 */
export async function demo(environment: Environment): Promise<void> {
  const site = await findSite(environment);
  const folder = await mkdtemp(join(tmpdir(), 'video-tutorials-demo-'));
  try {
    const accounts = new Map<Creator, Account>();
    for (const creator of CREATORS) accounts.set(creator, await openAccount(site, creator));

    for (const [creator, account] of accounts) await fillChannel(site, account, creator);

    const work = CREATORS.flatMap((creator) => creator.tutorials.map((tutorial) => ({ creator, tutorial })));
    const videos: { video: Video; tutorial: Tutorial; daysAgo: number }[] = [];
    const { ffmpeg } = findFfmpeg(environment);
    await withBar('Filming and uploading', work, async ({ creator, tutorial }) => {
      const account = accounts.get(creator) as Account;
      if (await findRow(site, account.userId, FIND_VIDEO, [account.userId, fileNameOf(tutorial)])) return;
      await upload(site, account, await film(ffmpeg, creator, tutorial, folder), fileNameOf(tutorial));
    });
    await withBar('Processing and publishing', work, async ({ creator, tutorial }, index) => {
      const hasPoster = index % POSTER_EVERY === 1;
      const daysAgo = DAYS - Math.floor(1.8 * index);
      const video = await publish(site, accounts.get(creator) as Account, tutorial, daysAgo, hasPoster);
      videos.push({ video, tutorial, daysAgo });
    });
    const lessons = await makeSeries(
      site,
      new Map([...accounts].map(([{ email }, account]) => [email, account])),
      new Map(videos.map(({ video, tutorial }) => [tutorial.name, video.videoId])),
    );
    const now = new Date();
    await searchInVain(site, now);
    await searchTranscripts(
      site,
      videos.map(({ video, tutorial }) => ({ videoId: video.videoId, tutorial })),
      now,
    );
    const viewings = videos.flatMap(({ video, tutorial, daysAgo }) =>
      viewingsOf(video, tutorial, daysAgo, now, lessons.get(tutorial.name)),
    );
    await withBar('Watching', viewings, async ({ delivery, streamName, reports }) => {
      if (delivery) await send(site, delivery.streamName, delivery.command);
      await send(site, streamName, reports, -1).catch((error: unknown) => {
        // The viewing exists from an earlier run.
        if (!(error instanceof ExpectedVersionError)) throw error;
      });
    });
    report(site, accounts, viewings.length);
  } finally {
    await rm(folder, { recursive: true, force: true });
    await site.store.pool.end();
  }
}

const FIND_VIDEO =
  'SELECT video_id, duration_seconds, upload_id FROM view.creators_videos WHERE owner_id = $1 AND file_name = $2';

function fileNameOf(tutorial: Tutorial): string {
  return `${tutorial.name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}.mp4`;
}

/** Names, describes and publishes an uploaded video as soon as it is playable. @param hasPoster whether to choose one. */
async function publish(
  site: RunningSite,
  account: Account,
  tutorial: Tutorial,
  daysAgo: number,
  hasPoster: boolean,
): Promise<Video> {
  const row = await waitForRow<{ video_id: string; duration_seconds: number; upload_id: string }>(
    site,
    account.userId,
    `“${tutorial.name}” to become playable`,
    `${FIND_VIDEO} AND is_playable`,
    [account.userId, fileNameOf(tutorial)],
    300_000,
  );
  const video = { videoId: row.video_id, ownerId: account.userId, durationSeconds: row.duration_seconds };
  const by = { videoId: video.videoId, userId: account.userId };
  const id = (what: string) => ({ id: uuidFrom(`${what} ${video.videoId}`, NAMESPACE) });
  const { ChoosePoster, EditDetails, PublishVideo } = videoPublishing.commands;
  const { name, description, category, tags } = tutorial;
  const requestedAt = new Date(Date.now() - daysAgo * DAY_MS).toISOString();
  const stream = videoPublishing.commandStream(video.videoId);
  const already = await findRow(
    site,
    account.userId,
    'SELECT 1 AS found FROM view.videos WHERE video_id = $1 AND published_at IS NOT NULL',
    [video.videoId],
  );
  if (!already) {
    await send(
      site,
      stream,
      EditDetails({ ...by, name, description, category, tags: [...tags], language: 'en' }, id('details')),
    );
    if (hasPoster) {
      const source = { kind: 'frame', uploadId: row.upload_id, seconds: FIRST_STEP_AT } as const;
      const posterId = `poster-${uuidFrom(`poster ${video.videoId}`, NAMESPACE)}`;
      await send(site, stream, ChoosePoster({ ...by, posterId, source, requestedAt }));
    }
    await send(site, stream, PublishVideo({ ...by, requestedAt }));
  }
  return video;
}

async function withBar<Item>(
  title: string,
  items: readonly Item[],
  work: (item: Item, index: number) => Promise<void>,
): Promise<void> {
  const bar = new SingleBar({
    format: `${title.padEnd(26)} {bar} {value}/{total}`,
    hideCursor: true,
    noTTYOutput: true,
    notTTYSchedule: 5000,
  });
  bar.start(items.length, 0);
  try {
    for (const [index, item] of items.entries()) {
      await work(item, index);
      bar.increment();
    }
  } finally {
    bar.stop();
  }
}

function report(site: RunningSite, accounts: ReadonlyMap<Creator, Account>, viewings: number): void {
  console.log(
    `\n${viewings} viewings over ${DAYS} days. See them at ${site.url}, or sign in at ${site.url}/sign-in as`,
  );
  for (const [creator, { password }] of accounts) console.log(`  ${creator.email}  ${password}`);
}
