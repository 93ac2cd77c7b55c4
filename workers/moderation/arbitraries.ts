import fc from 'fast-check';
import { type ArbitraryStream, anyOf, moments, variationsOf } from '@message-db/runtime/testing';
import { moderation } from './contract';
import { examples } from './examples';

const ids = (prefix: string, count: number) =>
  fc.integer({ min: 1, max: count }).map((last) => `${prefix}0-0000-4000-8000-00000000000${last}`);

const fields = {
  decisionId: ids('7000000', 3),
  reportId: ids('7100000', 3),
  reporterId: fc.constantFrom(...['b', 'd'].map((last) => `00000000-0000-4000-8000-00000000000${last}`)),
  lastReportId: ids('7100000', 3),
};

/** Commands to the case of the examples. */
export function caseCommands() {
  return anyOf(variationsOf(moderation.commands, examples.commands, fields));
}

/** Returns the stream of the case of a subject. */
export function caseStream(subjectId: string, owners: readonly string[]): ArbitraryStream {
  // No two cases have the same reports and decisions.
  const own = subjectId.slice(-1);
  const { Reported, ...others } = variationsOf(moderation.events, examples.events, {
    ...fields,
    decisionId: ids(`7200${own}00`, 3),
    reportId: ids(`7300${own}00`, 3),
    subjectId: fc.constant(subjectId),
    ownerId: fc.constantFrom(...owners),
    reports: fc.array(fc.record({ reportId: ids(`7300${own}00`, 3), reporterId: fields.reporterId }), { maxLength: 2 }),
    reportedAt: moments,
    decidedAt: moments,
    appealedAt: moments,
  });
  return { name: moderation.stream(subjectId), first: Reported, later: anyOf({ Reported, ...others }), weight: 1 };
}
