import type { Contract, NewMessage } from '@message-db/client';
import { describe, expect, test } from 'vitest';
import { identity } from '@/workers/identity/contract';
import type { Aggregator } from '@/workers/runtime/aggregator';
import { asRead } from '@/workers/runtime/testing/message';
import { videoPublishing } from '@/workers/video-publishing/contract';
import { viewCounting } from '@/workers/view-counting/contract';
import { creatorsVideos } from './creators-videos/aggregator';
import { homePage } from './home-page/aggregator';
import { operations } from './operations/aggregator';
import { userCredentials } from './user-credentials/aggregator';
import { videos } from './videos/aggregator';

const videoId = '10000000-0000-4000-8000-000000000001';
const userId = '00000000-0000-4000-8000-00000000000a';
const viewing = { viewingId: '20000000-0000-4000-8000-000000000001', videoId };
const at = '2026-03-01T12:00:00.000Z';

const published = videoPublishing.events.VideoPublished({ videoId, ownerId: userId, publishedAt: at });
const progressed = videoPublishing.events.ProcessingProgressed({ videoId, uploadId: 'upload-1', percent: 40 });
const rejected = videoPublishing.events.NamingRejected({ videoId, reason: 'not-yours' });
const viewed = viewCounting.events.VideoViewed({ ...viewing, viewedAt: at });
const credited = viewCounting.events.WatchTimeCredited({ ...viewing, at, creditedSeconds: 2, newSeconds: 2 });
const started = viewCounting.events.ViewingStarted({ ...viewing, durationSeconds: 9, startedAt: at });
const confirmed = identity.events.EmailConfirmed({ userId, email: 'ada@example.com' });

function topics(aggregator: Aggregator, contract: Contract, message: NewMessage): readonly string[] | undefined {
  const projection = aggregator.projections.find(({ category }) => category === contract.category);
  return projection?.topics([asRead(message, { streamName: contract.stream('1') })]);
}

const video = `video:${videoId}`;
const creator = `creator:${userId}`;

describe('who hears of what', () => {
  test.each([
    [homePage, videoPublishing, published, ['home']],
    [homePage, videoPublishing, progressed, []],
    [homePage, viewCounting, viewed, ['home']],
    [homePage, viewCounting, credited, []],
    [videos, videoPublishing, published, [video]],
    [videos, videoPublishing, progressed, []],
    [videos, videoPublishing, rejected, []],
    [videos, viewCounting, viewed, [video]],
    [videos, viewCounting, started, []],
    [creatorsVideos, videoPublishing, published, [video, creator]],
    [creatorsVideos, videoPublishing, progressed, [video]],
    [creatorsVideos, videoPublishing, rejected, []],
    [creatorsVideos, viewCounting, credited, [video]],
    [creatorsVideos, viewCounting, started, []],
    [userCredentials, identity, confirmed, [creator]],
    [operations, videoPublishing, rejected, ['operations']],
  ] as const)('$0.name: $2.type', (aggregator, contract, message, expected) => {
    expect(topics(aggregator, contract, message)).toEqual(expected);
  });

  test('no news is no topic', () => {
    for (const { projections } of [homePage, videos, creatorsVideos, userCredentials, operations]) {
      for (const projection of projections) expect(projection.topics([])).toEqual([]);
    }
  });
});
