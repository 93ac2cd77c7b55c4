import { describe, test } from 'vitest';
import { given } from '@message-db/runtime/testing';
import { exporting } from './contract';
import { examples } from './examples';
import { exportsDecider } from './exports';

const { commands, events } = exporting;
const { RequestExport, RecordExport, ExpireExport, CloseExports } = examples.commands;
const {
  ExportRequested: requested,
  ExportReady: ready,
  ExportRemoved: removed,
  ExportsClosed: closed,
} = examples.events;
const { userId } = requested.data;
const time = { time: new Date(requested.data.requestedAt) };
const id = (last: number) => `80000000-0000-4000-8000-00000000000${last}`;
const another = (last: number) => commands.RequestExport({ userId, exportId: id(last) });
const anotherRequested = (last: number) => events.ExportRequested({ ...requested.data, exportId: id(last) });
const anotherRemoved = (last: number) => events.ExportRemoved({ userId, exportId: id(last) });

describe('an export', () => {
  test('is made once', () => {
    given(exportsDecider).when(RequestExport, time).then([requested]);
    given(exportsDecider, [requested]).when(RequestExport, time).then([]);
    given(exportsDecider, [requested, ready, removed]).when(RequestExport, time).then([]);
  });

  test('is not made while another one is, unless that takes longer than a day', () => {
    given(exportsDecider, [requested]).when(another(2), time).thenRejected('in-progress');
    const tomorrow = new Date('2026-11-22T10:00:00.000Z');
    given(exportsDecider, [requested])
      .when(another(2), { time: tomorrow })
      .then([removed, events.ExportRequested({ userId, exportId: id(2), requestedAt: tomorrow.toISOString() })]);
  });

  test('takes the place of an earlier one', () => {
    given(exportsDecider, [requested, ready])
      .when(another(2), time)
      .then([removed, anotherRequested(2)]);
  });

  test('is not made more often than three times a day', () => {
    const past = [requested, removed, anotherRequested(2), anotherRemoved(2), anotherRequested(3), anotherRemoved(3)];
    given(exportsDecider, past).when(another(4), time).thenRejected('too-many');
    const tomorrow = { time: new Date('2026-11-22T10:00:00.000Z') };
    given(exportsDecider, past)
      .when(another(4), tomorrow)
      .then([events.ExportRequested({ userId, exportId: id(4), requestedAt: tomorrow.time.toISOString() })]);
  });

  test('can be downloaded for a week', () => {
    given(exportsDecider, [requested])
      .when(RecordExport, { time: new Date(ready.data.readyAt) })
      .then([ready]);
    given(exportsDecider, [requested, ready]).when(RecordExport).then([]);
    given(exportsDecider, [requested, ready]).when(ExpireExport).then([removed]);
    given(exportsDecider, [requested, ready, removed]).when(ExpireExport).then([]);
  });

  test('that comes too late is removed', () => {
    given(exportsDecider, [requested, removed]).when(RecordExport).then([removed]);
    given(exportsDecider, [requested, removed, closed]).when(RecordExport).then([removed]);
    given(exportsDecider, [requested, removed, removed]).when(RecordExport).then([]);
  });

  test('goes with the account', () => {
    given(exportsDecider, [requested, ready]).when(CloseExports).then([removed, closed]);
    given(exportsDecider, [requested, ready, removed, closed]).when(CloseExports).then([]);
    given(exportsDecider, [closed]).when(RequestExport).thenRejected('account-deleted');
  });
});
