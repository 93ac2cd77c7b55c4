import { randomUUID } from 'node:crypto';
import { announceMessages, type NewMessage } from '@message-db/client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { identity } from '@/workers/identity/contract';
import { createTestDatabase } from '@/workers/services/testing/test-database';
import { handled } from '@/workers/testing/test-site';
import { videoPublishing } from './contract';
import { openSite, waitFor, type VideoEvent } from './testing/video-site';

const { commands, events } = videoPublishing;
const site = await openSite(await createTestDatabase());
let worker = site.startWorker();
beforeAll(() => worker.ready);
afterAll(async () => {
  await worker.stop();
  await site.close();
});

const HOUR = 3_600_000;

async function makeTimersDue(): Promise<void> {
  // A timer that is set after this keeps its time.
  await handled(site, 'video-publishing-timers', videoPublishing.category);
  await worker.stop();
  await site.makeTimersDue();
  worker = site.startWorker();
}

const soon = (milliseconds: number) => new Date(Date.now() + milliseconds).toISOString();
const types = (past: readonly VideoEvent[]) => past.map(({ type }) => type);
const publishedIn = (past: readonly VideoEvent[]) => past.find((event) => event.type === 'VideoPublished');

/** Writes the events of a playable video. */
async function playableVideo() {
  const video = { videoId: randomUUID(), ownerId: randomUUID() };
  const uploadId = randomUUID();
  const size = { width: 320, height: 180 };
  await site.store.write(videoPublishing.stream(video.videoId), [
    events.VideoUploaded({ ...video, uploadId, fileName: 'a.mp4', bytes: 1, name: 'A', uploadedAt: soon(0) }),
    events.RenditionReady({ videoId: video.videoId, uploadId, ...size, bitsPerSecond: 1_000 }),
    // The file does not exist, so the processing that follows does nothing.
    events.VideoProcessed({ videoId: video.videoId, uploadId }),
  ]);
  return video;
}

async function schedule({ videoId, ownerId }: { videoId: string; ownerId: string }, publishAt: string) {
  await site.send(videoId, commands.EditDetails({ videoId, userId: ownerId, visibility: 'scheduled', publishAt }));
  return site.until(videoId, (past) =>
    past.some((event) => event.type === 'PublicationScheduled' && event.data.publishAt === publishAt),
  );
}

/** Waits until the timer of this time has sent its command. */
const timerSent = (videoId: string, publishAt: string) =>
  waitFor(`the timer of ${publishAt}`, async () => {
    const sent = await site.store.readBatch(videoPublishing.commandStream(videoId));
    return (
      sent.find(
        ({ type, data }) => type === 'PublishAsScheduled' && (data as { publishAt: string }).publishAt === publishAt,
      ) ?? null
    );
  });

describe('a scheduled video', () => {
  test('is published at its time, and not before', async () => {
    const video = await playableVideo();
    // Far enough ahead for the command to be written before, because a time in the past is rejected.
    const publishAt = soon(4_000);
    await schedule(video, publishAt);
    const past = await site.until(video.videoId, (all) => publishedIn(all) !== undefined);
    const published = publishedIn(past) as Extract<VideoEvent, { type: 'VideoPublished' }>;
    expect(Date.parse(published.data.publishedAt)).toBeGreaterThanOrEqual(Date.parse(publishAt));
    expect(published.metadata).toMatchObject({
      causationMessageStreamName: videoPublishing.commandStream(video.videoId),
    });
  });

  test('is not published when its owner is no creator any more', async () => {
    const video = await playableVideo();
    await schedule(video, soon(HOUR));
    const withdrawn = {
      userId: video.ownerId,
      role: 'creator',
      withdrawnBy: randomUUID(),
      withdrawnAt: soon(0),
    } as const;
    await site.store.write(identity.stream(video.ownerId), identity.events.RoleWithdrawn(withdrawn));
    await announceMessages(site.store.pool, [identity.category]);
    const past = await site.until(video.videoId, (all) => types(all).includes('ScheduledPublicationCancelled'));
    expect(publishedIn(past)).toBeUndefined();
  });

  test('is private while its owner’s account is going to be deleted, and scheduled again if they keep it', async () => {
    const video = await playableVideo();
    const publishAt = soon(HOUR);
    await schedule(video, publishAt);
    const request = { userId: video.ownerId, requestId: randomUUID() };
    const { DeletionRequested, DeletionCancelled } = identity.events;
    const tell = async (event: NewMessage) => {
      await site.store.write(identity.stream(video.ownerId), event);
      await announceMessages(site.store.pool, [identity.category]);
    };
    await tell(DeletionRequested({ ...request, requestedAt: soon(0), deleteAt: soon(HOUR) }));
    await site.until(video.videoId, (all) => types(all).includes('ScheduledPublicationCancelled'));
    await tell(DeletionCancelled({ ...request, cancelledAt: soon(0) }));
    const past = await site.until(video.videoId, (all) => types(all).includes('VideoPutBack'));
    expect(types(past).slice(-5)).toEqual([
      ...['PublicationScheduled', 'VideoTakenDown', 'ScheduledPublicationCancelled', 'VideoPutBack'],
      'PublicationScheduled',
    ]);
    expect(past.at(-1)!.data).toMatchObject({ publishAt });
  });

  test('is published late if the component was down at its time', async () => {
    const video = await playableVideo();
    await schedule(video, soon(HOUR));
    expect(publishedIn(await site.eventsOf(video.videoId))).toBeUndefined();
    await makeTimersDue();
    await site.until(video.videoId, (past) => publishedIn(past) !== undefined);
  });

  test('is published once, at the later time, after it was rescheduled', async () => {
    const video = await playableVideo();
    await schedule(video, soon(HOUR));
    const later = soon(3 * HOUR);
    await schedule(video, later);
    const control = await playableVideo();
    await schedule(control, soon(HOUR));
    await makeTimersDue();
    await site.until(control.videoId, (past) => publishedIn(past) !== undefined);
    expect(publishedIn(await site.eventsOf(video.videoId))).toBeUndefined();
    await makeTimersDue();
    const past = await site.until(video.videoId, (all) => publishedIn(all) !== undefined);
    expect(types(past).filter((type) => type.endsWith('Scheduled') || type === 'VideoPublished')).toEqual([
      'PublicationScheduled',
      'PublicationScheduled',
      'VideoPublished',
    ]);
    const sent = await site.store.readBatch(videoPublishing.commandStream(video.videoId));
    expect(sent.filter(({ type }) => type === 'PublishAsScheduled').map(({ data }) => data)).toEqual([
      { videoId: video.videoId, publishAt: later },
    ]);
  });

  test('is not published after a cancellation, even if its timer has already sent its command', async () => {
    const video = await playableVideo();
    const { videoId } = video;
    const publishAt = soon(HOUR);
    await schedule(video, publishAt);
    await site.send(videoId, commands.EditDetails({ videoId, userId: video.ownerId, visibility: 'private' }));
    await site.until(videoId, (past) => types(past).includes('ScheduledPublicationCancelled'));
    await site.send(videoId, commands.PublishAsScheduled({ videoId, publishAt }));
    const control = await playableVideo();
    await schedule(control, soon(HOUR));
    await makeTimersDue();
    await site.until(control.videoId, (past) => publishedIn(past) !== undefined);
    expect(publishedIn(await site.eventsOf(videoId))).toBeUndefined();
  });

  test('is published once with two processes', async () => {
    const videos = await Promise.all(Array.from({ length: 5 }, () => playableVideo()));
    const publishAt = soon(HOUR);
    for (const video of videos) await schedule(video, publishAt);
    await makeTimersDue();
    const other = site.startWorker();
    for (const { videoId } of videos) {
      await timerSent(videoId, publishAt);
      const past = await site.until(videoId, (all) => publishedIn(all) !== undefined);
      expect(types(past).filter((type) => type === 'VideoPublished')).toHaveLength(1);
      const sent = await site.store.readBatch(videoPublishing.commandStream(videoId));
      expect(sent.filter(({ type }) => type === 'PublishAsScheduled')).toHaveLength(1);
    }
    await other.stop();
  });
});
