import { expect, test } from 'vitest';
import { viewingsOf } from './viewings';

const video = {
  videoId: '10000000-0000-4000-8000-000000000001',
  ownerId: '00000000-0000-4000-8000-00000000000a',
  durationSeconds: 25,
};
const tutorial = { name: 'Tie five knots you will really use', tags: ['knots'], appeal: 9 };
const lesson = { seriesId: '40000000-0000-4000-8000-000000000001', place: 2 };
const viewings = () => viewingsOf(video, tutorial, 30, new Date('2026-11-29T12:00:00Z'), lesson);
const reports = () => viewings().flatMap((viewing) => viewing.reports);

test('the same arguments give the same viewings', () => {
  const contents = () => reports().map(({ data }) => data);
  expect(contents()).toEqual(contents());
});

test('the ranges of a viewing tell all that was played, within the video', () => {
  for (const viewing of viewings()) {
    let told = 0;
    for (const { data } of viewing.reports) {
      const { watchedSeconds, ranges = [] } = data;
      for (const { from, to, at } of ranges) {
        expect(at).toBeCloseTo(told, 2);
        expect(to).toBeLessThanOrEqual(video.durationSeconds);
        told += to - from;
      }
      expect(told).toBeCloseTo(watchedSeconds, 2);
    }
  }
});

test('viewers come from everywhere, and searches have words of the title', () => {
  const contexts = reports().map(({ data }) => data.context!);
  expect(new Set(contexts.map(({ source }) => source)).size).toBeGreaterThan(6);
  const inSeries = contexts.filter(({ seriesId }) => seriesId === lesson.seriesId).length / contexts.length;
  expect(inSeries).toBeGreaterThan(0.1);
  expect(inSeries).toBeLessThan(0.7);
  const searches = new Set(contexts.flatMap(({ source, sourceDetail }) => (source === 'search' ? [sourceDetail] : [])));
  expect([...searches]).toContain('tie five knots');
});

test('the site sent the film of most viewings, and a few are of bots', () => {
  const all = [1, 2, 3, 4, 5].flatMap((n) =>
    viewingsOf(
      { ...video, videoId: video.videoId.replace(/.$/, String(n)) },
      tutorial,
      30,
      new Date('2026-11-29T12:00:00Z'),
    ),
  );
  const sent = all.filter(({ delivery }) => delivery).length / all.length;
  expect(sent).toBeGreaterThan(0.8);
  expect(sent).toBeLessThan(1);
  const viewers = all.map(({ reports: [first] }) => first!.data.viewer!);
  expect(viewers.filter(({ isBot }) => isBot).length).toBeGreaterThan(0);
  expect(new Set(viewers.map(({ visitorId }) => visitorId)).size).toBeGreaterThan(all.length / 2);
});
