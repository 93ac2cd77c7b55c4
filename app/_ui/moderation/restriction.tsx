import { formatDate } from '@/app/_lib/format/format';
import type { OwnRestriction } from '@/app/_lib/moderation/own-restriction';
import { FormMessage } from '@/app/_ui/form/form-message';
import { REPORT_REASONS } from '@/text/report-reasons';
import { AppealForm } from './appeal-form';
import { Quoted } from './quoted';

/** What a moderator decided about the user's own work or account, and the appeal against it. */
export function Restriction({ subjectId, restriction }: { subjectId: string; restriction: OwnRestriction }) {
  const { decisionId, reason, words, restrictedAt, appealedAt, appealWords, deniedAt, denialWords } = restriction;
  const { appealUntil, canAppeal } = restriction;
  return (
    <div className="grid gap-6">
      <dl className="grid gap-4">
        <div>
          <dt className="text-sm text-muted">Reason</dt>
          <dd className="font-medium">{REPORT_REASONS[reason]}</dd>
        </div>
        <div>
          <dt className="text-sm text-muted">Since</dt>
          <dd>{formatDate(restrictedAt)}</dd>
        </div>
        {words === null ? null : (
          <div>
            <dt className="text-sm text-muted">The moderator wrote</dt>
            <dd>
              <Quoted text={words} />
            </dd>
          </div>
        )}
      </dl>
      <section className="grid gap-4 border-t border-line pt-6">
        <h2 className="text-lg font-semibold">{appealedAt === null ? 'Appeal' : 'Your appeal'}</h2>
        {appealWords === null ? null : <Quoted text={appealWords} />}
        {appealedAt === null ? (
          canAppeal ? (
            <>
              <p className="text-muted">You can appeal until {formatDate(appealUntil)}.</p>
              <AppealForm subjectId={subjectId} decisionId={decisionId} />
            </>
          ) : (
            <p className="text-muted">You could appeal until {formatDate(appealUntil)}.</p>
          )
        ) : deniedAt === null ? (
          <FormMessage kind="notice">
            Sent on {formatDate(appealedAt)}. A moderator will look again, and we’ll mail you what they decide.
          </FormMessage>
        ) : (
          <>
            <FormMessage kind="notice">
              A moderator looked again on {formatDate(deniedAt)}, and the decision stays.
            </FormMessage>
            {denialWords === null ? null : <Quoted text={denialWords} />}
          </>
        )}
      </section>
    </div>
  );
}
