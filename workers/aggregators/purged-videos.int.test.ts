import { afterAll, expect, test } from 'vitest';
import { createTestDatabase } from '@/workers/services/testing/test-database';
import { projectInto } from '@/workers/testing/aggregator';
import { videoPublishing } from '@/workers/video-publishing/contract';
import { examples } from '@/workers/video-publishing/examples';
import { viewCounting } from '@/workers/view-counting/contract';
import { examples as viewings } from '@/workers/view-counting/examples';
import { captioning } from '@/workers/captioning/contract';
import { examples as captionings } from '@/workers/captioning/examples';
import { transcribing } from '@/workers/transcribing/contract';
import { examples as transcriptions } from '@/workers/transcribing/examples';
import { captions } from './captions/aggregator';
import { creatorsVideos } from './creators-videos/aggregator';
import { homePage } from './home-page/aggregator';
import { search } from './search/aggregator';
import { watchPage } from './videos/aggregator';

const database = await createTestDatabase();
afterAll(() => database.drop());

const { VideoUploaded: uploaded, VideoPurged: purged, ...others } = examples.events;
const { videoId } = uploaded.data;
const watched = Object.values(viewings.events).map((event) => ({ ...event, data: { ...event.data, videoId } }));
const counts = [viewCounting.stream('20000000-0000-4000-8000-000000000001'), ...watched] as const;
const life = [videoPublishing.stream(videoId), uploaded, ...Object.values(others), purged] as const;

test.each([creatorsVideos, homePage, search, watchPage])(
  'nothing of a purged video is left but the number of its views: $name',
  async (aggregator) => {
    const numbers = await projectInto(database.url, aggregator, [counts]);
    expect(await projectInto(database.url, aggregator, [life, counts])).toEqual(numbers);
    expect(await projectInto(database.url, aggregator, [counts, life])).toEqual(numbers);
  },
);

test('nothing of the captions of a purged video is left but its id', async () => {
  const { CaptioningOpened: opened, CaptioningClosed: closed, ...changes } = captionings.events;
  const said = [opened, ...Object.values(changes), closed].map((event) => ({
    ...event,
    data: { ...event.data, videoId },
  }));
  const captioned = [captioning.stream(videoId), ...said] as const;
  const empty = { video_id: videoId, owner_id: null, public_from: null, is_unlisted: false };
  const { TranscribingClosed: ended, ...heard } = transcriptions.events;
  const transcribed = [transcribing.stream(videoId), ...Object.values(heard), ended] as const;
  const left = {
    ...{ captions_videos: [empty], captions_tracks: [], captions_lines: [], captions_transcriptions: [] },
    ...{ captions_access: [], captions_changes: [] },
  };
  expect(await projectInto(database.url, captions, [life, captioned, transcribed])).toEqual(left);
  expect(await projectInto(database.url, captions, [transcribed, captioned, life])).toEqual(left);
});
