import type { Contract, NewMessage } from '@message-db/client';
import type { Aggregator } from '@message-db/runtime';
import { asRead } from '@message-db/runtime/testing';
import { describe, expect, test } from 'vitest';
import { videoPublishing } from '@/workers/video-publishing/contract';
import { examples as videoExamples } from '@/workers/video-publishing/examples';
import { viewCounting } from '@/workers/view-counting/contract';
import { examples as viewingExamples } from '@/workers/view-counting/examples';
import { creatorsVideos } from './creators-videos/aggregator';
import { homePage } from './home-page/aggregator';
import { search } from './search/aggregator';
import { watchPage } from './videos/aggregator';

const { VideoUploaded, VideoProbed, RenditionReady } = videoExamples.events;
const { VideoViewed, WatchTimeCredited } = viewingExamples.events;
/** The second upload replaces the file, and its first rendition with it. */
const ofVideo = [RenditionReady, VideoUploaded, VideoProbed, RenditionReady];
const ofViewing = [VideoViewed, WatchTimeCredited, VideoViewed];

const id = 'abcdef00-0000-4000-8000-00000000000a';

/** What a batch about one video is projected to. @param mixed whether every second event has the id in upper case. */
function project(aggregator: Aggregator, { category }: Contract, events: readonly NewMessage[], mixed: boolean) {
  const projection = aggregator.projections.find((each) => each.category === category)!;
  const messages = events.map((event, index) =>
    asRead({
      ...event,
      data: { ...(event.data as object), videoId: mixed && index % 2 === 0 ? id.toUpperCase() : id },
    }),
  );
  return { statements: projection.project(messages, (data) => data), topics: projection.topics(messages) };
}

describe.each([homePage, search, watchPage, creatorsVideos])('$name', (aggregator) => {
  test.each([
    [videoPublishing.category, videoPublishing, ofVideo],
    [viewCounting.category, viewCounting, ofViewing],
  ])('projects %s alike whatever the case of its ids', (_category, contract, events) => {
    expect(project(aggregator, contract, events, true)).toEqual(project(aggregator, contract, events, false));
  });
});
