import type { CausationBranch } from '@message-db/client';
import Link from 'next/link';
import { Badge } from '@/app/_ui/base/badge';
import type { OperationsMessage } from '@/app/admin/_queries/messages';
import { PROGRESS } from '@/app/admin/progress';
import { MessageDetails } from '@/app/admin/message-details';
import { isRejection } from '@message-db/runtime/contract';
import { since } from './since';

interface BranchesProps {
  branches: readonly CausationBranch<OperationsMessage>[];
  start: Date;
}

/**
 * The tree as nested lists. Only the effects of a message with several effects are indented, so that a long chain fits
 * on a phone: a single effect stays in the column of its cause.
 */
export function Branches({ branches, start }: BranchesProps) {
  const reports = branches.filter(({ message }) => PROGRESS.includes(message.type));
  const shown = branches.filter((branch) => branch === reports[0] || !reports.includes(branch));
  return (
    <ol className="grid gap-3">
      {shown.map((branch) => (
        <li key={branch.message.globalPosition} className="min-w-0">
          {branch === reports[0] && reports.length > 1 ? (
            <Reports branches={reports} start={start} />
          ) : (
            <Branch branch={branch} start={start} />
          )}
        </li>
      ))}
    </ol>
  );
}

/** The repeated reports of a file's progress, folded into one. */
function Reports({ branches, start }: BranchesProps) {
  return (
    <details className="rounded-xl border border-dashed border-line-strong px-4 py-1 sm:px-5">
      <summary className="min-h-9 cursor-pointer py-1.5 text-sm font-medium text-accent pointer-coarse:min-h-11 pointer-coarse:py-2.5">
        {`${branches.length} reports of progress`}
      </summary>
      <ol className="grid gap-3 py-3">
        {branches.map((branch) => (
          <li key={branch.message.globalPosition} className="min-w-0">
            <Branch branch={branch} start={start} />
          </li>
        ))}
      </ol>
    </details>
  );
}

function Branch({ branch: { message, effects }, start }: { branch: BranchesProps['branches'][number]; start: Date }) {
  return (
    <>
      <Step message={message} start={start} />
      {effects.length > 0 ? (
        <div className={effects.length > 1 ? 'mt-3 ml-2 border-l-2 border-line pl-3 sm:ml-5 sm:pl-6' : 'mt-0'}>
          {effects.length === 1 ? <div className="ml-5 h-3 w-0.5 bg-line sm:ml-8" aria-hidden /> : null}
          <Branches branches={effects} start={start} />
        </div>
      ) : null}
    </>
  );
}

function Step({ message, start }: { message: OperationsMessage; start: Date }) {
  const { type, streamName, category, position, globalPosition, time } = message;
  const isCommand = category.endsWith(':command');
  return (
    <article className="rounded-xl border border-line bg-surface px-4 py-3 sm:px-5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <Badge tone={isRejection(type) ? 'danger' : isCommand ? 'notice' : 'accent'}>
          {isCommand ? 'Command' : 'Event'}
        </Badge>
        <h2 className="text-base font-semibold wrap-anywhere">{type}</h2>
        <p className="ml-auto text-sm text-muted tabular-nums">{since(start, time)}</p>
      </div>
      <p className="mt-1 text-sm text-muted wrap-anywhere tabular-nums">
        <Link href={`/admin?stream=${encodeURIComponent(streamName)}`} className="underline-offset-3 hover:underline">
          {streamName}
        </Link>{' '}
        · {position} · #{globalPosition}
      </p>
      <MessageDetails message={message} />
    </article>
  );
}
