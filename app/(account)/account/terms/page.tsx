import type { Metadata } from 'next';
import Link from 'next/link';
import { redirect } from 'next/navigation';
import { requireUser } from '@/app/_lib/auth/current-user';
import { returnTo } from '@/app/_lib/auth/return-to';
import { siteTerms } from '@/app/_lib/terms';
import { Markdown } from '@/app/_ui/markdown/markdown';
import { AccountPage } from '../../_ui/account-page';
import { TermsForm } from './terms-form';

export const metadata: Metadata = { title: 'Accept the terms' };

/** The terms that the user has not accepted yet. */
export default async function AcceptTermsPage({ searchParams }: { searchParams: Promise<{ next?: string }> }) {
  const { owesTerms } = await requireUser('/account/terms');
  const terms = await siteTerms();
  if (!terms || !owesTerms) redirect('/account');
  const next = returnTo((await searchParams).next, '/account');
  return (
    <AccountPage
      title="Accept the terms"
      text="Read them, and accept them to go on."
      after={<Link href="/account">Your account</Link>}
    >
      <div className="grid gap-6">
        <section
          aria-label={`Terms, version ${terms.version}`}
          // oxlint-disable-next-line no-noninteractive-tabindex -- so that the keyboard can scroll it
          tabIndex={0}
          className="max-h-96 overflow-y-auto rounded-lg border border-line bg-sunken p-4"
        >
          <Markdown text={terms.text} />
        </section>
        <TermsForm version={terms.version} next={next} />
      </div>
    </AccountPage>
  );
}
