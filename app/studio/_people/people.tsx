import Link from 'next/link';
import { formatDate } from '@/app/_lib/format/format';
import { Badge } from '@/app/_ui/base/badge';
import { Card } from '@/app/_ui/base/card';
import { showEmail } from '@/personal-data/address';
import { meaningOf } from '@/text/roles';
import { INVITATION_DAYS } from '@/workers/collaboration/contract';
import { collaboratorsOf, type Collaborator, type Subject } from '../_queries/collaborators';
import { InviteForm } from './invite-form';
import { RemoveForm } from './remove-form';
import { RoleForm } from './role-form';
import { peoplePath, ROLE_NAMES } from './roles';

interface PeopleProps {
  userId: string;
  owner: { readonly userId: string; readonly name: string };
  subject: Subject;
}

const NOUNS = { video: 'this video', series: 'this series', channel: 'the channel' } as const;

/** The people of a video, series or channel. Its owner invites and removes them; collaborators see only themselves. */
export async function People({ userId, owner, subject }: PeopleProps) {
  const rows = await collaboratorsOf(userId, owner.userId, subject);
  const isOwner = userId === owner.userId;
  return (
    <div className="grid items-start gap-6 xl:grid-cols-[minmax(0,1fr)_26rem]">
      <Card padded={false}>
        <section aria-labelledby="people">
          <h2 id="people" className="border-b border-line px-5 py-4 text-lg sm:px-7">
            People with access
          </h2>
          <ul className="divide-y divide-line">
            <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1 px-5 py-4 sm:px-7">
              <span dir="auto" className="min-w-0 font-medium wrap-anywhere">
                {owner.name}
                {isOwner ? ' (you)' : ''}
              </span>
              <Badge tone="accent">Owner</Badge>
            </li>
            {rows.map((row) => (
              <Row key={row.invitationId} row={row} userId={userId} owner={owner} subject={subject} />
            ))}
          </ul>
          {isOwner && rows.length === 0 ? (
            <p className="border-t border-line px-5 py-4 text-muted sm:px-7">
              Only you so far. Invite somebody to work on {NOUNS[subject.kind]} with you.
            </p>
          ) : null}
        </section>
      </Card>
      {isOwner ? (
        <Card>
          <section aria-labelledby="invite" className="grid gap-6">
            <h2 id="invite" className="text-lg">
              Invite somebody
            </h2>
            <InviteForm
              kind={subject.kind}
              id={subject.id}
              meanings={{ editor: meaningOf(subject.kind, 'editor'), viewer: meaningOf(subject.kind, 'viewer') }}
              days={INVITATION_DAYS}
            />
          </section>
        </Card>
      ) : null}
    </div>
  );
}

function Row({ row, userId, owner, subject }: { row: Collaborator } & PeopleProps) {
  const name = row.name ?? (row.email === null ? 'Someone who has left' : showEmail(row.email));
  const isOpen = row.acceptedAt === null;
  const isSelf = row.userId === userId;
  const from = row.subjectKind === 'channel' ? `${owner.name}’s channel` : `“${row.title}”`;
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 px-5 py-4 sm:px-7">
      <div className="min-w-0 flex-[1_1_14rem]">
        <p dir="auto" className="text-left font-medium wrap-anywhere">
          {name}
          {isSelf ? ' (you)' : ''}
        </p>
        <p className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1.5 text-sm text-muted">
          <Badge tone={isOpen ? 'notice' : 'neutral'}>
            {isOpen ? `Invited as ${ROLE_NAMES[row.role].toLowerCase()}` : ROLE_NAMES[row.role]}
          </Badge>
          <span>{isOpen ? `until ${formatDate(row.expiresAt)}` : `since ${formatDate(row.acceptedAt!)}`}</span>
          <Through row={row} subject={subject} />
        </p>
      </div>
      <div className="flex flex-wrap items-start gap-2">
        {/* Who has access through the channel or a series gets another role there, for all of it. */}
        {userId === owner.userId && !isOpen && row.subjectKind === subject.kind ? (
          <RoleForm invitationId={row.invitationId} name={name} role={row.role} />
        ) : null}
        {isOpen && isSelf ? null : (
          <RemoveForm
            invitationId={row.invitationId}
            name={name}
            from={from}
            what={isSelf ? 'leave' : isOpen ? 'withdraw' : 'remove'}
          />
        )}
      </div>
    </li>
  );
}

/** Says through what somebody has access, if not through this page's subject. */
function Through({ row, subject }: { row: Collaborator; subject: Subject }) {
  if (row.subjectKind === subject.kind) return null;
  const { subjectKind: kind, subjectId: id, title } = row;
  return (
    <Link href={peoplePath({ kind, id })} className="text-accent underline underline-offset-2">
      {kind === 'channel' ? 'through the whole channel' : <>through the series “{title}”</>}
    </Link>
  );
}
