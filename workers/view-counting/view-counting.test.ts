import { randomUUID } from 'node:crypto';
import type { NewMessage } from '@message-db/client';
import { describe, expect, test } from 'vitest';
import { createMemoryStore, runDecider } from '@message-db/runtime/testing';
import { viewCounting } from './contract';
import { viewingDecider } from './viewing';

/** Viewings over several batches of reports. */
const store = createMemoryStore();
const handleCommands = runDecider(store, viewCounting, viewingDecider);
const startedAt = Date.parse('2026-11-21T10:00:00.000Z');

/** Returns a viewing of a new video, with reports on it. */
function viewing(durationSeconds = 60) {
  const id = { viewingId: randomUUID(), videoId: randomUUID() };
  const report = (watchedSeconds: number, seconds: number) =>
    viewCounting.commands.ReportViewing({
      ...id,
      durationSeconds,
      watchedSeconds,
      receivedAt: new Date(startedAt + seconds * 1000).toISOString(),
    });
  return {
    report,
    send: (...reports: NewMessage[]) => store.write(viewCounting.commandStream(id.viewingId), reports),
    /** Handles every command. @returns the credited seconds of each event, or its type. */
    async events() {
      await handleCommands();
      const events = await store.readBatch(viewCounting.stream(id.viewingId));
      return events
        .map((event) => viewCounting.readEvent(event))
        .map(({ type, data }) => ('creditedSeconds' in data ? data.creditedSeconds : type));
    },
  };
}

describe('view counting', () => {
  test('ignores repeated reports, in one batch and in the next', async () => {
    const { report, send, events } = viewing();
    const again = () => [report(0, 0), report(10, 10), report(10, 10), report(0, 0)];
    await send(...again(), ...again());
    const once = ['ViewingStarted', 10, 'VideoViewed'];
    expect(await events()).toEqual(once);
    await send(...again());
    expect(await events()).toEqual(once);
  });

  test('handles a command that is written twice once', async () => {
    const { report, send, events } = viewing();
    await send(report(0, 0));
    const { data } = report(10, 10);
    const command = viewCounting.commands.ReportViewing(data, { id: randomUUID() });
    expect(await send(command)).toEqual(await send(command));
    expect(await events()).toEqual(['ViewingStarted', 10, 'VideoViewed']);
  });

  test('credits a report of too much with the elapsed time times the highest rate', async () => {
    const { report, send, events } = viewing();
    await send(report(0, 0), report(7 * 24 * 3600, 3));
    expect(await events()).toEqual(['ViewingStarted', 6]);
  });

  test('keeps many viewings apart', async () => {
    const viewings = Array.from({ length: 30 }, () => viewing());
    for (const { report, send } of viewings) await send(report(0, 0));
    for (const { report, send } of viewings) await send(report(12, 12));
    for (const { events } of viewings) expect(await events()).toEqual(['ViewingStarted', 12, 'VideoViewed']);
  });
});
