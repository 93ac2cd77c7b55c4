import fc from 'fast-check';
import { type ArbitraryStream, anyOf, moments, variationsOf } from '@message-db/runtime/testing';
import { exporting } from './contract';
import { examples } from './examples';

const exportId = fc.constantFrom(...[1, 2, 3].map((last) => `80000000-0000-4000-8000-00000000000${last}`));

/** Commands to the exports of the examples' person. */
export function exportCommands() {
  return anyOf(variationsOf(exporting.commands, examples.commands, { exportId }));
}

/** Returns the stream of a person's exports. */
export function exportStream(userId: string): ArbitraryStream {
  const { ExportRequested, ...later } = variationsOf(exporting.events, examples.events, {
    userId: fc.constant(userId),
    exportId,
    requestedAt: moments,
    readyAt: moments,
    expiresAt: moments,
  });
  return {
    name: exporting.stream(userId),
    first: ExportRequested,
    later: anyOf({ ExportRequested, ...later }),
    weight: 1,
  };
}
