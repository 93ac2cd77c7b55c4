import type { NewMessage } from '@message-db/client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { storeExampleKeys } from '@/personal-data/testing/example-keys';
import { caseStream } from '@/workers/moderation/arbitraries';
import { moderation } from '@/workers/moderation/contract';
import { examples } from '@/workers/moderation/examples';
import { createTestDatabase } from '@/workers/services/testing/test-database';
import { expectDeterministic, projectInto } from '@/workers/testing/aggregator';
import { ada, bob, bread, knots } from '../testing/history';
import { expectRebuiltEqual } from '../testing/run-worker';
import { moderationCases } from './aggregator';

const { events } = moderation;
const { Reported, Restricted, Appealed, AppealDenied, RestrictionLifted, ReportsDismissed, ReporterForgotten } =
  examples.events;
const { subjectId, reporterId, ownerId } = Reported.data;
const stream = moderation.stream(subjectId);

const database = await createTestDatabase();
afterAll(() => database.drop());
beforeAll(() => storeExampleKeys(database.url, [ada, bob, ownerId, reporterId]));

describe('moderation-cases', () => {
  test('have each report with its words, and what became of it', async () => {
    const others = [2, 3].map((n) =>
      events.Reported({ ...Reported.data, reportId: `71000000-0000-4000-8000-00000000000${n}`, reason: 'spam' }),
    );
    const { moderation_cases_reports: rows } = await projectInto(database.url, moderationCases, [
      [stream, Reported, ReportsDismissed, others[0]!, { ...Restricted, data: { ...Restricted.data, reports: [] } }],
      [stream, others[1]!],
    ]);
    expect(rows!.map(({ reason, words, outcome, at_seconds: at }) => [reason, words, outcome, at])).toEqual([
      ['dangerous', 'This is not a knot.', 'dismissed', 12],
      ['spam', 'This is not a knot.', null, 12],
      ['spam', 'This is not a knot.', null, 12],
    ]);
  });

  test('have the reports whose restriction was lifted', async () => {
    const outcomes = async (...past: NewMessage[]) => {
      const tables = await projectInto(database.url, moderationCases, [[stream, ...past]]);
      return tables.moderation_cases_reports!.map(({ outcome }) => outcome);
    };
    const closed = [{ reportId: Reported.data.reportId, reporterId }];
    const restricted = events.Restricted({ ...Restricted.data, reports: closed });
    expect(await outcomes(Reported, restricted)).toEqual(['restricted']);
    expect(await outcomes(Reported, restricted, RestrictionLifted)).toEqual(['lifted']);
  });

  test('have each restriction with the appeal against it, and who decided', async () => {
    const tables = await projectInto(database.url, moderationCases, [
      [stream, Restricted, Appealed, AppealDenied, RestrictionLifted],
    ]);
    expect(tables.moderation_cases_restrictions).toEqual([
      expect.objectContaining({
        ...{ decision_id: Restricted.data.decisionId, owner_id: ownerId, title: 'Ten knots', reason: 'dangerous' },
        ...{ words: 'It is.', appeal_words: 'It is.', denial_words: 'It is.', lifting_words: 'It is.' },
        appealed_at: new Date(Appealed.data.appealedAt),
        lifted_at: new Date(RestrictionLifted.data.decidedAt),
      }),
    ]);
    const { moderation_cases_decisions: decisions } = tables;
    expect(decisions!.map(({ decision }) => decision)).toEqual(['restricted', 'denied', 'lifted']);
  });

  test('forget the words of a reporter who left, and everything but the report of a subject that is gone', async () => {
    const tables = await projectInto(database.url, moderationCases, [
      [stream, Reported, Restricted, ReporterForgotten, events.CaseClosed({ subjectId, reports: [] })],
    ]);
    expect(tables.moderation_cases_reports).toEqual([expect.objectContaining({ words: null, outcome: 'restricted' })]);
    expect(tables.moderation_cases_restrictions).toEqual([]);
    expect(tables.moderation_cases_decisions).toEqual([]);
  });

  test('are the same in any batches, delivered again, and in any order of categories', () =>
    expectDeterministic(database.url, moderationCases, [caseStream(knots, [ada]), caseStream(bread, [bob])]));
  test('are rebuilt equal', () => expectRebuiltEqual(database.url, moderationCases));
});
