import { randomUUID } from 'node:crypto';
import type { Metadata } from 'next';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { currentModerator } from '@/app/_lib/auth/current-user';
import { formatDuration } from '@/app/_lib/format/format';
import { Badge } from '@/app/_ui/base/badge';
import { ButtonLink } from '@/app/_ui/base/button-link';
import { Card } from '@/app/_ui/base/card';
import { FormMessage } from '@/app/_ui/form/form-message';
import { Container } from '@/app/_ui/layout/container';
import { Live } from '@/app/_ui/live/live';
import { Quoted } from '@/app/_ui/moderation/quoted';
import { PageHeader } from '@/app/_ui/page/page-header';
import { NOT_FOUND, PageNotFound } from '@/app/_ui/page/page-not-found';
import { TimeAgo } from '@/app/_ui/time/time-ago';
import { creatorPath, watchPath } from '@/text/paths';
import { REPORT_REASONS } from '@/text/report-reasons';
import { caseSubject, type CaseSubject } from '../_queries/case-subject';
import { decisionsAbout, reportsAbout, restrictionsOf } from '../_queries/cases';
import { DenyForm, DismissForm, LiftForm, RestrictForm } from './decision-forms';
import { whyNotSuspend } from '../why-not-suspend';
import { reasonOfMost } from './reason-of-most';

type CasePageProps = PageProps<'/admin/reports/[subjectId]'>;
type Reports = Awaited<ReturnType<typeof reportsAbout>>;
type Restriction = Awaited<ReturnType<typeof restrictionsOf>>[number];

const OUTCOMES = {
  dismissed: 'Dismissed',
  restricted: 'Upheld',
  lifted: 'Upheld, then put back',
  gone: 'Deleted by its owner',
} as const;

export async function generateMetadata({ params }: CasePageProps): Promise<Metadata> {
  const moderator = await currentModerator();
  const subject = moderator && (await caseSubject(moderator, (await params).subjectId));
  return subject ? { title: `Case: ${nameOf(subject)}` } : NOT_FOUND;
}

/** A case: who reported what, what was decided, and the forms to decide. */
export default async function CasePage({ params }: CasePageProps) {
  const { subjectId } = await params;
  const moderator = await currentModerator();
  const subject = moderator && (await caseSubject(moderator, subjectId));
  if (!moderator || !subject) return <PageNotFound />;
  const [reports, restrictions, decisions] = await Promise.all([
    reportsAbout(moderator, subjectId),
    restrictionsOf(moderator, subjectId),
    decisionsAbout(moderator, subjectId),
  ]);
  const holding = restrictions.find(({ liftedAt }) => liftedAt === null) ?? null;
  const open = reports.filter(({ outcome }) => outcome === null);
  const isGone = subject.ownerName === null || reports.some(({ outcome }) => outcome === 'gone');
  const isPerson = subject.subjectKind === 'person';
  const whyNot =
    subject.ownerId === moderator.userId
      ? 'This is yours, so somebody else has to decide about it.'
      : isGone
        ? 'This was deleted by its owner, so there is nothing to decide.'
        : isPerson && !holding
          ? await whyNotSuspend(moderator, subjectId)
          : null;
  return (
    <Container>
      <Live topics={['moderation']} />
      <PageHeader
        title={<bdi>{nameOf(subject)}</bdi>}
        text={<About subject={subject} />}
        actions={<LookButton subject={subject} />}
      />
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <div className="grid gap-6">
          {holding ? <Holding restriction={holding} /> : null}
          <Part title="Reports">
            {reports.length === 0 ? (
              <p className="text-muted">Nobody has reported this.</p>
            ) : (
              <ul className="-my-4 divide-y divide-line">
                {reports.map((each) => (
                  <Report key={each.reportId} report={each} />
                ))}
              </ul>
            )}
          </Part>
          {decisions.length === 0 ? null : (
            <Part title="What was decided">
              <ul className="grid gap-2">
                {decisions.map(({ position, decision, decidedAt, moderatorName }) => (
                  <li key={position} className="flex flex-wrap gap-x-2">
                    <span className="font-medium">{DECISION_WORDS[subject.subjectKind][decision]}</span>
                    <span className="text-muted">
                      <bdi>{moderatorName ?? 'a moderator who left'}</bdi>, <TimeAgo date={decidedAt} />
                    </span>
                  </li>
                ))}
              </ul>
            </Part>
          )}
        </div>
        <div className="grid gap-6">
          {whyNot === null ? null : <FormMessage kind="notice">{whyNot}</FormMessage>}
          {isGone || subject.ownerId === moderator.userId ? null : (
            <Decide subject={subject} holding={holding} open={open} canRestrict={whyNot === null} />
          )}
        </div>
      </div>
    </Container>
  );
}

const DECISION_WORDS = {
  video: { dismissed: 'Reports dismissed', restricted: 'Taken down', denied: 'Appeal denied', lifted: 'Put back' },
  person: {
    dismissed: 'Reports dismissed',
    restricted: 'Suspended',
    denied: 'Appeal denied',
    lifted: 'Suspension ended',
  },
} as const;

function nameOf({ subjectKind, title, ownerName }: CaseSubject): string {
  return subjectKind === 'video' ? title : (ownerName ?? 'Somebody who left');
}

function About({ subject: { subjectKind, ownerId, ownerName } }: { subject: CaseSubject }) {
  if (subjectKind === 'person') return 'A person, with their channel and all of their tutorials.';
  return (
    <>
      A tutorial by{' '}
      <Link href={`/admin/reports/${ownerId}`} className="font-medium text-accent underline underline-offset-4">
        <bdi>{ownerName ?? 'somebody who left'}</bdi>
      </Link>
      .
    </>
  );
}

function LookButton({ subject: { subjectKind, subjectId, title, handle, canLook } }: { subject: CaseSubject }) {
  if (!canLook) return <p className="text-muted">Nobody else can watch it now.</p>;
  if (subjectKind === 'person')
    return handle === null ? null : (
      <ButtonLink variant="secondary" href={creatorPath(handle)}>
        Open the channel
      </ButtonLink>
    );
  return (
    <ButtonLink variant="secondary" href={watchPath({ videoId: subjectId, name: title })}>
      Watch it
    </ButtonLink>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Card>
      <h2 className="mb-4 text-xl">{title}</h2>
      {children}
    </Card>
  );
}

function Holding({ restriction }: { restriction: Restriction }) {
  const { subjectKind, reason, words, restrictedAt, appealedAt, appealWords, deniedAt, denialWords } = restriction;
  return (
    <Part title={subjectKind === 'video' ? 'Taken down' : 'Suspended'}>
      <div className="grid gap-4">
        <p>
          {REPORT_REASONS[reason]}, <TimeAgo date={restrictedAt} />
        </p>
        {words === null ? null : <Quoted text={words} />}
        {appealedAt === null ? (
          <p className="text-muted">Not appealed.</p>
        ) : (
          <>
            <h3 className="font-semibold">
              Appeal, <TimeAgo date={appealedAt} />
            </h3>
            {appealWords === null ? null : <Quoted text={appealWords} />}
          </>
        )}
        {deniedAt === null ? null : (
          <>
            <h3 className="font-semibold">
              Denied, <TimeAgo date={deniedAt} />
            </h3>
            {denialWords === null ? null : <Quoted text={denialWords} />}
          </>
        )}
      </div>
    </Part>
  );
}

function Report({ report }: { report: Reports[number] }) {
  const { subjectKind, subjectId, title, reporterName, reason, words, atSeconds, reportedAt, outcome } = report;
  const at = subjectKind === 'video' && atSeconds !== null ? Math.floor(atSeconds) : null;
  return (
    <li className="grid gap-2 py-4">
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="font-medium">{REPORT_REASONS[reason]}</span>
        {at === null ? null : (
          <Link
            href={watchPath({ videoId: subjectId, name: title }, { t: at })}
            className="text-accent underline underline-offset-4"
          >
            at {formatDuration(at)}
          </Link>
        )}
        {outcome === null ? <Badge tone="notice">Open</Badge> : <Badge>{OUTCOMES[outcome]}</Badge>}
      </p>
      {words === null ? null : <Quoted text={words} />}
      <p className="text-sm text-muted">
        <bdi>{reporterName ?? 'Somebody who left'}</bdi>, <TimeAgo date={reportedAt} />
      </p>
    </li>
  );
}

/** The decisions that are possible now. Each has an id of its own, so that a second click decides nothing. */
function Decide(props: { subject: CaseSubject; holding: Restriction | null; open: Reports; canRestrict: boolean }) {
  const { subject, holding, open, canRestrict } = props;
  const { subjectId, subjectKind } = subject;
  if (holding) {
    const ids = { subjectId, decisionId: holding.decisionId };
    const isAppealed = holding.appealedAt !== null && holding.deniedAt === null;
    return (
      <>
        {isAppealed ? (
          <Part title="Deny the appeal">
            <DenyForm {...ids} />
          </Part>
        ) : null}
        <Part title={subjectKind === 'video' ? 'Put it back' : 'End the suspension'}>
          <LiftForm {...ids} kind={subjectKind} />
        </Part>
      </>
    );
  }
  return (
    <>
      {open[0] === undefined ? null : (
        <Part title="It breaks no rule">
          <DismissForm
            subjectId={subjectId}
            decisionId={randomUUID()}
            count={open[0].openCount}
            lastReportId={open[0].reportId}
          />
        </Part>
      )}
      {canRestrict ? (
        <Part title={subjectKind === 'video' ? 'Take it down' : 'Suspend them'}>
          <RestrictForm
            subjectId={subjectId}
            decisionId={randomUUID()}
            kind={subjectKind}
            reason={reasonOfMost(open.map(({ reason }) => reason))}
          />
        </Part>
      ) : null}
    </>
  );
}
