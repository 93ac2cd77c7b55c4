import type { Metadata } from 'next';
import { Users } from 'lucide-react';
import Link from 'next/link';
import { requirePermission } from '@/app/_lib/auth/current-user';
import { formatDate } from '@/app/_lib/format/format';
import { Badge } from '@/app/_ui/base/badge';
import { ButtonLink } from '@/app/_ui/base/button-link';
import { Card } from '@/app/_ui/base/card';
import { EmptyState } from '@/app/_ui/base/empty-state';
import { Container } from '@/app/_ui/layout/container';
import { Live } from '@/app/_ui/live/live';
import { PageHeader } from '@/app/_ui/page/page-header';
import { sharedWith, type SharedThing } from '../_queries/collaborators';
import { RemoveForm } from '../_people/remove-form';
import { ROLE_NAMES } from '../_people/roles';
import { accessStateOf } from './access-state';

export const metadata: Metadata = { title: 'Shared with you' };

/** Lists other people's videos, series and channels that a user has access to, and open invitations to their account. */
export default async function SharedPage() {
  const { userId } = await requirePermission('member', '/studio/shared');
  const all = await sharedWith(userId);
  const now = new Date();
  const invitations = all.filter(({ acceptedAt, expiresAt }) => acceptedAt === null && expiresAt > now);
  const shared = all.filter(({ acceptedAt }) => acceptedAt !== null);
  return (
    <Container>
      <Live topics={[`creator:${userId}`]} />
      <PageHeader
        title="Shared with you"
        text="Other people’s videos, series and channels that you can see or work on."
      />
      {invitations.length === 0 && shared.length === 0 ? (
        <EmptyState
          icon={<Users />}
          title="Nothing is shared with you"
          text="When you accept an invitation to a video, a series or a channel, you find it here."
        />
      ) : null}
      <div className="grid gap-6">
        {invitations.length > 0 ? (
          <Part title="Invitations" id="invitations">
            {invitations.map((each) => (
              <Thing key={each.invitationId} thing={each}>
                <ButtonLink size="small" href={`/studio/invitations/${each.invitationId}`}>
                  View invitation
                </ButtonLink>
              </Thing>
            ))}
          </Part>
        ) : null}
        {shared.length > 0 ? (
          <Part title="You have access to" id="shared">
            {shared.map((each) => (
              <Thing key={each.invitationId} thing={each}>
                {accessStateOf(each) === 'ready' ? <Open thing={each} /> : null}
                <RemoveForm invitationId={each.invitationId} name="you" what="leave" from={titleOf(each)} />
              </Thing>
            ))}
          </Part>
        ) : null}
      </div>
    </Container>
  );
}

function Part({ title, id, children }: { title: string; id: string; children: React.ReactNode }) {
  return (
    <Card padded={false}>
      <section aria-labelledby={id}>
        <h2 id={id} className="border-b border-line px-5 py-4 text-lg sm:px-7">
          {title}
        </h2>
        <ul className="divide-y divide-line">{children}</ul>
      </section>
    </Card>
  );
}

function Thing({ thing, children }: { thing: SharedThing; children: React.ReactNode }) {
  const { ownerName, subjectKind, role, acceptedAt, expiresAt } = thing;
  const state = accessStateOf(thing);
  const page = acceptedAt && state === 'ready' && pageOf(thing);
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 px-5 py-4 sm:px-7">
      <div className="min-w-0 flex-[1_1_16rem]">
        <h3 dir="auto" className="text-left leading-snug font-medium wrap-anywhere">
          {page ? (
            <Link href={page} className="underline-offset-3 hover:underline">
              {titleOf(thing)}
            </Link>
          ) : (
            titleOf(thing)
          )}
        </h3>
        <p className="mt-1.5 flex flex-wrap items-center gap-x-3 gap-y-1.5 text-sm text-muted">
          <Badge>{ROLE_NAMES[role]}</Badge>
          <span>
            {KINDS[subjectKind]}
            {subjectKind === 'channel' ? null : (
              <>
                {' by '}
                <bdi>{ownerName ?? 'somebody'}</bdi>
              </>
            )}
            {acceptedAt ? AFTER[state] : `, until ${formatDate(expiresAt)}`}
          </span>
        </p>
      </div>
      <div className="flex flex-wrap items-start gap-2">{children}</div>
    </li>
  );
}

const AFTER = { ready: null, pending: ', being set up. Reload the page in a moment', deleted: ', deleted' } as const;
const KINDS = { video: 'Video', series: 'Series', channel: 'All videos and series' } as const;

function titleOf({ subjectKind, title, videoName, seriesTitle, ownerName }: SharedThing): string {
  if (subjectKind === 'channel') return ownerName === null ? 'A channel' : `${ownerName}’s channel`;
  return videoName ?? seriesTitle ?? title;
}

function pageOf({ subjectKind, subjectId }: SharedThing) {
  if (subjectKind === 'video') return `/studio/videos/${subjectId}` as const;
  return subjectKind === 'series' ? (`/studio/series/${subjectId}` as const) : null;
}

function Open({ thing: { subjectKind, subjectId, role, title } }: { thing: SharedThing }) {
  if (subjectKind === 'channel') {
    return (
      <>
        <ButtonLink variant="secondary" size="small" href={`/studio/videos?of=${subjectId}`}>
          Videos
        </ButtonLink>
        <ButtonLink variant="secondary" size="small" href={`/studio/series?of=${subjectId}`}>
          Series
        </ButtonLink>
      </>
    );
  }
  const page = subjectKind === 'video' ? 'videos' : 'series';
  return (
    <ButtonLink
      variant="secondary"
      size="small"
      href={
        subjectKind === 'video'
          ? `/studio/${page}/${subjectId}/${role === 'viewer' ? 'analytics' : 'details'}`
          : `/studio/${page}/${subjectId}`
      }
      aria-label={`Open ${title}`}
    >
      Open
    </ButtonLink>
  );
}
