import { randomUUID } from 'node:crypto';
import type { Metadata } from 'next';
import Link from 'next/link';
import { apiTokenIdOf, apiTokenOf } from '@/app/_lib/auth/api-token';
import { requireUser } from '@/app/_lib/auth/current-user';
import { environment } from '@/app/_lib/environment';
import { CopyField } from '@/app/_ui/base/copy-field';
import { userTimeZone } from '@/app/studio/_analytics/time-zone';
import { AccountPage } from '../../_ui/account-page';
import { CreateTokenForm, RevokeTokenForm } from './token-forms';

export const metadata: Metadata = { title: 'API token' };

/** The token with which the user's own programs read their analytics. */
export default async function ApiTokenPage() {
  const { userId } = await requireUser('/account/api');
  const tokenId = await apiTokenIdOf(userId);
  const example = `${environment.siteUrl}/api/studio/analytics?range=28&zone=${await userTimeZone()}&format=csv`;
  return (
    <AccountPage
      title="API token"
      text="With it, your own programs read what the pages of analytics show: all of it as JSON, and the chart as CSV."
      after={<Link href="/account">Your account</Link>}
    >
      {tokenId === null ? (
        <CreateTokenForm tokenId={randomUUID()} replaced={null} />
      ) : (
        <div className="grid gap-6">
          <CopyField label="Your API token" value={apiTokenOf(userId, tokenId)} copied="API token copied" />
          <p className="text-pretty">
            Keep it like a password. With it, anyone can read the analytics that you can see, and nothing else.
          </p>
          <CopyField
            label="For example"
            value={`curl -H "Authorization: Bearer ${apiTokenOf(userId, tokenId)}" \\\n  "${example}"`}
            copied="Example copied"
            isLong
          />
          <p className="text-sm text-pretty text-muted">
            The links to download at the end of each page of <Link href="/studio/analytics">analytics</Link> have the
            addresses for other periods, filters, videos and series.
          </p>
          <div className="flex flex-wrap gap-3">
            <CreateTokenForm tokenId={randomUUID()} replaced={tokenId} />
            <RevokeTokenForm />
          </div>
          <p className="text-sm text-pretty text-muted">A token that was replaced or revoked stops working at once.</p>
        </div>
      )}
    </AccountPage>
  );
}
