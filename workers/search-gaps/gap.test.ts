import type { CommandOf, NewCommandOf, NewMessage } from '@message-db/client';
import { expect, test } from 'vitest';
import { asRead, decideBatch, expectPure, expectRepeatable, given } from '@message-db/runtime/testing';
import { gapCommands } from './arbitraries';
import { SEARCHES_PER_DAY, searchGaps } from './contract';
import { examples } from './examples';
import { gapDecider } from './gap';

const { NoteSearchGap } = searchGaps.commands;
const { data } = examples.commands.NoteSearchGap;
const from = (n: number) =>
  NoteSearchGap({ ...data, searcherId: `30000000-0000-4000-8000-${String(n).padStart(12, '0')}` });

/** @returns how many of the searches are noted. */
function noted(...commands: NewCommandOf<typeof searchGaps>[]): number {
  const streamName = searchGaps.commandStream(data.gapId);
  const read = commands.map((command) => asRead(command as NewMessage, { streamName }) as CommandOf<typeof searchGaps>);
  const before = new Map([[data.gapId, { version: -1, state: gapDecider.initialState }]]);
  return decideBatch(gapDecider, before, read).writes.flatMap(({ events }) => events).length;
}

test('a search that found nothing is noted once a searcher', () => {
  expect(noted(from(1), from(2), from(1), from(1))).toBe(2);
});

test('a limited number of searches is noted', () => {
  expect(noted(...Array.from({ length: SEARCHES_PER_DAY + 5 }, (_, n) => from(n)))).toBe(SEARCHES_PER_DAY);
});

test('a search in a transcript is noted once a searcher, and whether it found something', () => {
  const { NoteTranscriptSearch } = examples.commands;
  given(gapDecider).when(NoteTranscriptSearch).then([examples.events.TranscriptSearchNoted]);
  given(gapDecider, [examples.events.TranscriptSearchNoted]).when(NoteTranscriptSearch).then([]);
});

const gaps = { decider: gapDecider, commands: gapCommands() };

test('a decision depends on the command and the state alone', () => expectPure(gaps));

test('a repeated command has the effect of one', () => expectRepeatable(gaps));
