import type { CommandOf, EventOf, NewEventOf } from '@message-db/client';
import type { Decider, PastEvent } from '@message-db/runtime';
import { z } from 'zod';
import { EXPORT_DAYS, EXPORTS_A_DAY_MAX, exporting, type ExportReason } from './contract';

/** So many exports are remembered, so that none comes back when its command is repeated. */
const EXPORTS_KEPT = 20;
const DAY_MS = 24 * 3600_000;

const schema = z
  .object({
    /** The export that is made or can be downloaded; null if there is none. */
    current: z.object({ exportId: z.string(), isReady: z.boolean() }).readonly().nullable(),
    /** The last ones that were asked for, with the times: ISO 8601. `isLate`: it was removed, and then its file came. */
    requested: z.array(z.object({ exportId: z.string(), at: z.string(), isLate: z.boolean() }).readonly()).readonly(),
    isClosed: z.boolean(),
  })
  .readonly();
export type Exports = z.output<typeof schema>;

const { events } = exporting;

/** Decides which exports of a person are made, and how long their files are kept. */
export const exportsDecider: Decider<
  Exports,
  CommandOf<typeof exporting>,
  NewEventOf<typeof exporting>,
  EventOf<typeof exporting>
> = {
  initialState: { current: null, requested: [], isClosed: false },
  snapshots: { version: 1, schema },
  evolve,
  decide,
};

function evolve(state: Exports, event: PastEvent<EventOf<typeof exporting>>): Exports {
  switch (event.type) {
    case 'ExportRequested': {
      const { exportId, requestedAt: at } = event.data;
      const requested = [...state.requested, { exportId, at, isLate: false }].slice(-EXPORTS_KEPT);
      return { ...state, current: { exportId, isReady: false }, requested };
    }
    case 'ExportReady':
      return { ...state, current: { exportId: event.data.exportId, isReady: true } };
    case 'ExportRemoved': {
      const { exportId } = event.data;
      if (state.current?.exportId === exportId) return { ...state, current: null };
      const requested = state.requested.map((each) => (each.exportId === exportId ? { ...each, isLate: true } : each));
      return { ...state, requested };
    }
    case 'ExportsClosed':
      return { ...state, current: null, isClosed: true };
    default:
      return state;
  }
}

function decide(command: CommandOf<typeof exporting>, { current, requested, isClosed }: Exports) {
  const { userId } = command.data;
  const at = command.time.toISOString();
  const remove = (exportId: string) => events.ExportRemoved({ userId, exportId });
  switch (command.type) {
    case 'RequestExport': {
      const { exportId } = command.data;
      const rejected = (reason: ExportReason) => [events.ExportRejected({ userId, exportId, reason })];
      if (requested.some((each) => each.exportId === exportId)) return [];
      if (isClosed) return rejected('account-deleted');
      const since = new Date(command.time.getTime() - DAY_MS).toISOString();
      // One that is not ready after a day never will be.
      const isLate = requested.every((each) => each.exportId !== current?.exportId || each.at <= since);
      if (current && !current.isReady && !isLate) return rejected('in-progress');
      if (requested.filter((each) => each.at > since).length >= EXPORTS_A_DAY_MAX) return rejected('too-many');
      return [
        ...(current ? [remove(current.exportId)] : []),
        events.ExportRequested({ userId, exportId, requestedAt: at }),
      ];
    }
    case 'RecordExport': {
      const { exportId, bytes } = command.data;
      if (current?.exportId !== exportId)
        return requested.some((each) => each.exportId === exportId && !each.isLate) ? [remove(exportId)] : [];
      const expiresAt = new Date(command.time.getTime() + EXPORT_DAYS * DAY_MS).toISOString();
      return current.isReady ? [] : [events.ExportReady({ userId, exportId, bytes, readyAt: at, expiresAt })];
    }
    case 'ExpireExport':
      return current?.exportId === command.data.exportId ? [remove(command.data.exportId)] : [];
    case 'CloseExports':
      if (isClosed) return [];
      return [...(current ? [remove(current.exportId)] : []), events.ExportsClosed({ userId })];
  }
}
