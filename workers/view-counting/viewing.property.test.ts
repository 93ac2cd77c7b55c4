import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decideBatch } from '@/workers/runtime/decide-batch';
import { asRead } from '@/workers/runtime/testing/message';
import { HIGHEST_PLAYBACK_RATE, secondsForAView, viewCounting } from './contract';
import { viewingDecider } from './viewing';

const id = { viewingId: '20000000-0000-4000-8000-000000000001', videoId: '10000000-0000-4000-8000-000000000001' };
const start = Date.parse('2026-11-21T10:00:00.000Z');

/** Reports as anybody might send them: of any size, at any time, in any order, and any number of times. */
const reports = fc
  .record({
    durationSeconds: fc.double({ min: 0.5, max: 600, noNaN: true }),
    said: fc.array(fc.record({ watchedSeconds: fc.double({ min: 0, max: 1000, noNaN: true }), milliseconds: fc.nat(400_000) }), { minLength: 1, maxLength: 25 }),
  })
  .chain(({ durationSeconds, said }) =>
    fc.shuffledSubarray([...said, ...said], { minLength: 1 }).map((some) => ({ durationSeconds, said: some })),
  );

function eventsOf({ durationSeconds, said }: { durationSeconds: number; said: { watchedSeconds: number; milliseconds: number }[] }) {
  const commands = said.map(({ watchedSeconds, milliseconds }) => {
    const receivedAt = new Date(start + milliseconds).toISOString();
    const report = viewCounting.commands.ReportViewing({ ...id, durationSeconds, watchedSeconds, receivedAt });
    return asRead(report, { streamName: viewCounting.commandStream(id.viewingId) });
  });
  const { writes } = decideBatch(viewingDecider, new Map([[id.viewingId, { version: -1, state: null }]]), commands);
  const events = writes.flatMap((write) => write.events);
  const startedAt = Date.parse((events[0] as ReturnType<typeof viewCounting.events.ViewingStarted>).data.startedAt);
  const credits = events.flatMap((event) =>
    event.type === 'WatchTimeCredited' ? [(event as ReturnType<typeof viewCounting.events.WatchTimeCredited>).data] : [],
  );
  return { events, startedAt, credits, views: events.filter(({ type }) => type === 'VideoViewed').length };
}

const HAIR = 1e-6;

test('no more is ever credited than the time that passed at the highest rate, nor than was reported', () => {
  fc.assert(
    fc.property(reports, (input) => {
      const { startedAt, credits } = eventsOf(input);
      const most = Math.max(...input.said.map(({ watchedSeconds }) => watchedSeconds));
      for (const { creditedSeconds, at } of credits) {
        expect(creditedSeconds).toBeLessThanOrEqual(((Date.parse(at) - startedAt) / 1000) * HIGHEST_PLAYBACK_RATE + HAIR);
        expect(creditedSeconds).toBeLessThanOrEqual(most + HAIR);
      }
    }),
  );
});

test('what is credited only grows, and the steps add up to it', () => {
  fc.assert(
    fc.property(reports, (input) => {
      let sum = 0;
      for (const { creditedSeconds, newSeconds } of eventsOf(input).credits) {
        expect(newSeconds).toBeGreaterThan(0);
        sum += newSeconds;
        expect(sum).toBeCloseTo(creditedSeconds, 6);
      }
    }),
  );
});

test('a viewing counts at most once, and exactly when what is credited meets the rule', () => {
  fc.assert(
    fc.property(reports, (input) => {
      const { credits, views } = eventsOf(input);
      const met = (credits.at(-1)?.creditedSeconds ?? 0) >= secondsForAView(input.durationSeconds);
      expect(views).toBe(met ? 1 : 0);
    }),
  );
});

test('the same reports once more lead to no event more', () => {
  fc.assert(
    fc.property(reports, (input) => {
      const once = eventsOf(input).events.length;
      expect(eventsOf({ ...input, said: [...input.said, ...input.said] }).events.length - once).toBe(0);
    }),
  );
});
