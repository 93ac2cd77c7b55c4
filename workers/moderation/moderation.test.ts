import { describe, expect, test } from 'vitest';
import {
  checkSteps,
  expectPure,
  expectRejectionsWithoutEffect,
  expectRepeatable,
  given,
} from '@message-db/runtime/testing';
import { caseCommands } from './arbitraries';
import { APPEAL_DAYS, moderation, OPEN_REPORTS_MAX, type ModerationReason } from './contract';
import { examples, otherPast } from './examples';
import { moderationDecider } from './moderation';

const { commands, events } = moderation;
const { Report, DismissReports, Restrict, Appeal, DenyAppeal, LiftRestriction, CloseCase, ForgetReporter } =
  examples.commands;
const { Reported, ReportsDismissed, Restricted } = examples.events;
const { subjectId, reporterId, ownerId } = Report.data;
const otherReporterId = '00000000-0000-4000-8000-00000000000d';
const subject = { subjectId, subjectKind: 'video', ownerId, title: 'Ten knots' } as const;
const at = { time: new Date('2026-12-01T10:00:00.000Z') };
const decidedAt = at.time.toISOString();
const rejected = (reason: ModerationReason) => [events.ModerationRejected({ reason, subjectId })];
const reported = [Reported];
const openReports = [{ reportId: Reported.data.reportId, reporterId }];
const otherDecision = { decisionId: '70000000-0000-4000-8000-000000000003' };
const restricted = [Restricted];

describe('a report', () => {
  test('begins a case', () => {
    given(moderationDecider)
      .when(Report, at)
      .then([events.Reported({ ...Report.data, reportedAt: decidedAt })]);
  });

  test('that is sent twice counts once', () => {
    given(moderationDecider, [Reported]).when(Report, at).then([]);
  });

  test('of the same person is refused until a decision', () => {
    const again = commands.Report({ ...Report.data, reportId: '71000000-0000-4000-8000-000000000003' });
    given(moderationDecider, [Reported]).when(again, at).then(rejected('already-reported'));
    given(moderationDecider, [Reported, ReportsDismissed])
      .when(again, at)
      .then([events.Reported({ ...again.data, reportedAt: decidedAt })]);
  });

  test('of one’s own work is refused', () => {
    const own = commands.Report({ ...Report.data, reporterId: ownerId });
    given(moderationDecider).when(own, at).then(rejected('own-work'));
  });

  test('loses its words with the account of the reporter, once', () => {
    const forgotten = events.ReporterForgotten(ForgetReporter.data);
    given(moderationDecider).when(ForgetReporter, at).then([]);
    given(moderationDecider, [Reported, ReportsDismissed]).when(ForgetReporter, at).then([forgotten]);
    given(moderationDecider, [Reported, forgotten]).when(ForgetReporter, at).then([]);
  });

  test('of something that is restricted is refused', () => {
    given(moderationDecider, restricted).when(Report, at).then(rejected('already-decided'));
  });

  test('is refused when there are enough', () => {
    const many = Array.from({ length: OPEN_REPORTS_MAX }, (_, index) => {
      const id = `00000000-0000-4000-9000-${String(index).padStart(12, '0')}`;
      return events.Reported({ ...Reported.data, reportId: id, reporterId: id });
    });
    given(moderationDecider, many).when(Report, at).then(rejected('reported-enough'));
    given(moderationDecider, many.slice(1))
      .when(Report, at)
      .then([events.Reported({ ...Report.data, reportedAt: decidedAt })]);
  });
});

describe('a moderator', () => {
  test('dismisses the reports that they saw', () => {
    const { lastReportId: _, ...decision } = DismissReports.data;
    given(moderationDecider, reported)
      .when(DismissReports, at)
      .then([events.ReportsDismissed({ ...decision, reports: openReports, decidedAt })]);
  });

  test('does not dismiss a report that came meanwhile', () => {
    const other = events.Reported({
      ...Reported.data,
      reportId: '71000000-0000-4000-8000-000000000003',
      reporterId: otherReporterId,
    });
    given(moderationDecider, [...reported, other])
      .when(DismissReports, at)
      .then(rejected('new-reports'));
  });

  test('finds nothing to dismiss after another one has', () => {
    const other = events.ReportsDismissed({ ...ReportsDismissed.data, ...otherDecision });
    given(moderationDecider, [...reported, other])
      .when(DismissReports, at)
      .then(rejected('no-open-reports'));
    given(moderationDecider, [...reported, ReportsDismissed])
      .when(DismissReports, at)
      .then([]);
  });

  test('restricts with and without reports, and closes them', () => {
    given(moderationDecider)
      .when(Restrict, at)
      .then([events.Restricted({ ...Restrict.data, reports: [], decidedAt })]);
    given(moderationDecider, reported)
      .when(Restrict, at)
      .then([events.Restricted({ ...Restrict.data, reports: openReports, decidedAt })]);
  });

  test('restricts once, also when another one is as fast', () => {
    given(moderationDecider, [Restricted]).when(Restrict, at).then([]);
    const other = commands.Restrict({ ...Restrict.data, ...otherDecision });
    given(moderationDecider, restricted).when(other, at).then(rejected('already-restricted'));
  });

  test('decides nothing about what is theirs', () => {
    const byOwner = { moderatorId: ownerId };
    const decisions = [
      commands.DismissReports({ ...DismissReports.data, ...byOwner }),
      commands.Restrict({ ...Restrict.data, ...byOwner }),
    ];
    for (const decision of decisions) given(moderationDecider, reported).when(decision, at).then(rejected('own-work'));
    const later = [
      commands.DenyAppeal({ ...DenyAppeal.data, ...byOwner }),
      commands.LiftRestriction({ ...LiftRestriction.data, ...byOwner }),
    ];
    for (const decision of later) given(moderationDecider, otherPast).when(decision, at).then(rejected('own-work'));
  });
});

describe('an appeal', () => {
  const appealed = events.Appealed({ ...Appeal.data, appealedAt: decidedAt });
  const denied = events.AppealDenied({ ...subject, ...DenyAppeal.data, decidedAt });

  test('is possible once, by the owner, against the restriction that holds', () => {
    given(moderationDecider, restricted).when(Appeal, at).then([appealed]);
    given(moderationDecider, otherPast).when(Appeal, at).then([]);
    given(moderationDecider, [...otherPast, denied])
      .when(Appeal, at)
      .then(rejected('already-appealed'));
    const about = commands.Appeal({ ...Appeal.data, ...otherDecision });
    given(moderationDecider, restricted).when(about, at).then(rejected('not-restricted'));
    const byOther = commands.Appeal({ ...Appeal.data, ownerId: reporterId });
    given(moderationDecider, restricted).when(byOther, at).then(rejected('not-yours'));
  });

  test('is refused after some months', () => {
    const last = new Date(Date.parse(Restricted.data.decidedAt) + APPEAL_DAYS * 24 * 3600_000);
    const next = new Date(last.getTime() + 1);
    given(moderationDecider, restricted)
      .when(Appeal, { time: last })
      .then([events.Appealed({ ...Appeal.data, appealedAt: last.toISOString() })]);
    given(moderationDecider, restricted).when(Appeal, { time: next }).then(rejected('too-late'));
  });

  test('is denied once, and only if there is one', () => {
    given(moderationDecider, otherPast).when(DenyAppeal, at).then([denied]);
    given(moderationDecider, [...otherPast, denied])
      .when(DenyAppeal, at)
      .then(rejected('no-open-appeal'));
    given(moderationDecider, restricted).when(DenyAppeal, at).then(rejected('no-open-appeal'));
    given(moderationDecider).when(DenyAppeal, at).then(rejected('not-restricted'));
  });
});

describe('a restriction', () => {
  const lifted = events.RestrictionLifted({ ...subject, ...LiftRestriction.data, decidedAt });

  test('is lifted with and without an appeal, once', () => {
    for (const past of [restricted, otherPast]) given(moderationDecider, past).when(LiftRestriction, at).then([lifted]);
    given(moderationDecider, [...restricted, lifted])
      .when(LiftRestriction, at)
      .then([]);
    given(moderationDecider).when(LiftRestriction, at).then(rejected('not-restricted'));
  });

  test('can follow another one', () => {
    const next = commands.Restrict({ ...Restrict.data, ...otherDecision });
    given(moderationDecider, [...restricted, lifted])
      .when(next, at)
      .then([events.Restricted({ ...next.data, reports: [], decidedAt })]);
  });
});

describe('a case', () => {
  test('ends with its subject, and nothing follows', () => {
    const closed = events.CaseClosed({ subjectId, reports: openReports });
    given(moderationDecider)
      .when(CloseCase, at)
      .then([events.CaseClosed({ subjectId, reports: [] })]);
    given(moderationDecider, reported).when(CloseCase, at).then([closed]);
    given(moderationDecider, [...reported, closed])
      .when(CloseCase, at)
      .then([]);
    for (const command of [Report, Restrict, DismissReports])
      given(moderationDecider, [...reported, closed])
        .when(command, at)
        .then(rejected('gone'));
  });
});

describe('whatever happens', () => {
  const life = { decider: moderationDecider, commands: caseCommands() };

  test('a decision depends on the command and the state alone', () => expectPure(life));
  test('a repeated command has the effect of one', () => expectRepeatable(life));
  test('a rejection changes nothing', () => expectRejectionsWithoutEffect(life));

  test('each report is closed once, by one decision', () => {
    checkSteps(life, (steps) => {
      const closed = steps.flatMap(({ decisions }) =>
        decisions.flatMap((event) =>
          'type' in event && 'reports' in event.data ? event.data.reports.map(({ reportId }) => reportId) : [],
        ),
      );
      expect(new Set(closed).size).toBe(closed.length);
    });
  });
});
