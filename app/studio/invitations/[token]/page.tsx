import type { Metadata } from 'next';
import { z } from 'zod';
import { currentUser } from '@/app/_lib/auth/current-user';
import { formatDate } from '@/app/_lib/format/format';
import { ButtonLink } from '@/app/_ui/base/button-link';
import { Card } from '@/app/_ui/base/card';
import { EmptyState } from '@/app/_ui/base/empty-state';
import { FormMessage } from '@/app/_ui/form/form-message';
import { Container } from '@/app/_ui/layout/container';
import { PageHeader } from '@/app/_ui/page/page-header';
import { MailX } from 'lucide-react';
import { meaningForInvitee } from '@/text/roles';
import { invitationById, invitationByToken, type OpenInvitation } from '@/app/studio/_queries/collaborators';
import { AcceptForm, DeclineForm } from './answer-form';

// The address contains a secret, which must not reach other sites. `no-referrer` would also hide where the form comes
// from, and server actions accept only forms of this site.
export const metadata: Metadata = { title: 'Invitation', referrer: 'same-origin', robots: 'noindex' };

/**
 * The page that the link of an invitation opens, or the id of an invitation to an account. It says who invites the user
 * to what, and asks for a click, because mail scanners open links too.
 */
export default async function InvitationPage({ params }: PageProps<'/studio/invitations/[token]'>) {
  const { token } = await params;
  const user = await currentUser();
  const id = z.uuid().toLowerCase().safeParse(token).data;
  const invitation = id ? user && (await invitationById(user.userId, id)) : await invitationByToken(user, token);
  return (
    <Container>
      {invitation && invitation.expiresAt > new Date() ? (
        <Invitation invitation={invitation} token={id ? '' : token} user={user} />
      ) : (
        <EmptyState
          icon={<MailX />}
          title="This invitation is no longer open"
          text="It was used, withdrawn or declined, or it has expired. Ask the person who sent it for a new one."
          action={
            <ButtonLink variant="secondary" href="/studio/shared">
              Shared with you
            </ButtonLink>
          }
        />
      )}
    </Container>
  );
}

interface InvitationProps {
  invitation: OpenInvitation;
  token: string;
  user: { readonly userId: string; readonly name: string } | null;
}

function Invitation({ invitation, token, user }: InvitationProps) {
  const { ownerId, invitationId, ownerName, subjectKind, title, role, expiresAt, userId } = invitation;
  const owner = ownerName ?? 'Somebody';
  const isForOther = user !== null && userId !== null && userId !== user.userId;
  const answer = { invitationId, token };
  const next = encodeURIComponent(`/studio/invitations/${token === '' ? invitationId : token}`);
  return (
    <div className="mx-auto max-w-2xl">
      <PageHeader
        title={subjectKind === 'channel' ? `${owner} shares their channel with you` : `“${title}”`}
        text={
          <>
            <bdi>{owner}</bdi> invites you to be {role === 'editor' ? 'an editor' : 'a viewer'} of{' '}
            {subjectKind === 'channel' ? 'all their videos and series, including later ones' : `this ${subjectKind}`}.
          </>
        }
      />
      <Card className="grid gap-6">
        <p>
          {meaningForInvitee(subjectKind, role)} <bdi>{owner}</bdi> will see your name. You can leave at any time.
        </p>
        {isForOther ? (
          <FormMessage kind="notice">
            <p>This invitation is for another account. Sign in to that account to accept it.</p>
          </FormMessage>
        ) : null}
        {user?.userId === ownerId ? (
          <FormMessage kind="notice">
            <p>You sent this invitation yourself. It is for somebody else.</p>
          </FormMessage>
        ) : (
          <div className="flex flex-wrap items-start gap-3">
            {user && !isForOther ? <AcceptForm {...answer} /> : null}
            {user ? null : (
              <>
                <ButtonLink href={`/sign-in?next=${next}`}>Sign in to accept</ButtonLink>
                <ButtonLink variant="secondary" href={`/register?next=${next}`}>
                  Create an account
                </ButtonLink>
              </>
            )}
            <DeclineForm {...answer} />
          </div>
        )}
        <p className="text-sm text-muted">
          {user ? (
            <>
              You are signed in as <bdi>{user.name}</bdi>.{' '}
            </>
          ) : null}
          {userId === null
            ? 'Anyone with this link can accept the invitation, once,'
            : 'The invitation can be accepted once,'}{' '}
          until {formatDate(expiresAt)}.
        </p>
      </Card>
    </div>
  );
}
