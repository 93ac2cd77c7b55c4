import type { Metadata } from 'next';
import Link from 'next/link';
import { requirePermission } from '@/app/_lib/auth/current-user';
import { environment } from '@/app/_lib/environment';
import { queryPrimaryAs } from '@/app/_lib/queries/database';
import { views } from '@/app/_lib/queries/views';
import { ButtonLink } from '@/app/_ui/base/button-link';
import { FormMessage } from '@/app/_ui/form/form-message';
import { Live } from '@/app/_ui/live/live';
import { formatDate } from '@/app/_lib/format/format';
import { AccountPage } from '../../_ui/account-page';
import { AskForm } from './ask-form';

export const metadata: Metadata = { title: 'Become a creator' };

/** Who may upload here, and how to become one of them. */
export default async function CreatorRolePage() {
  const { userId, mayCreate } = await requirePermission('member', '/account/creator');
  const askedAt = mayCreate ? null : await askedToCreateAt(userId);
  return (
    <AccountPage
      title={mayCreate ? 'You are a creator' : 'Become a creator'}
      text={
        mayCreate ? 'You can upload and publish tutorials.' : 'On this site, creators upload and publish tutorials.'
      }
      after={<Link href="/account">Your account</Link>}
    >
      <Live topics={[`creator:${userId}`]} />
      {mayCreate ? (
        <ButtonLink href="/studio/upload">Upload a tutorial</ButtonLink>
      ) : environment.CREATORS === 'invitation' ? (
        <p>An administrator of the site chooses the creators. Ask them if you want to be one.</p>
      ) : askedAt === null ? (
        <AskForm />
      ) : (
        <FormMessage kind="notice">
          You asked on {formatDate(askedAt)}. An administrator will decide, and we’ll mail you.
        </FormMessage>
      )}
    </AccountPage>
  );
}

async function askedToCreateAt(userId: string): Promise<Date | null> {
  const [row] = await queryPrimaryAs(
    { userId },
    views.selectFrom('user_credentials').where('userId', '=', userId).select('askedToCreateAt'),
  );
  return row?.askedToCreateAt ?? null;
}
