import type { Metadata } from 'next';
import Link from 'next/link';
import { requireUser } from '@/app/_lib/auth/current-user';
import { environment } from '@/app/_lib/environment';
import { showEmail } from '@/personal-data/address';
import { AccountPage } from '../_ui/account-page';

export const metadata: Metadata = { title: 'Your account' };

const pages = [
  { href: '/account/address', title: 'Email address', text: 'Use another one.' },
  { href: '/account/security', title: 'Password', text: 'Change it.' },
  { href: '/account/passkeys', title: 'Passkeys', text: 'Your fingerprint or face, in place of your password.' },
  ...(environment.oidc
    ? ([
        {
          href: '/account/connections',
          title: 'Sign in elsewhere',
          text: `Your account at ${environment.oidc.name}, in place of your password.`,
        },
      ] as const)
    : []),
  { href: '/account/two-step', title: 'Two-step sign-in', text: 'A code from your phone, beside your password.' },
  { href: '/account/sessions', title: 'Where you’re signed in', text: 'Your browsers. Sign out of any of them.' },
  { href: '/account/history', title: 'What happened', text: 'Sign-ins and changes, to see if they were yours.' },
  { href: '/account/data', title: 'Your data', text: 'All that this site has of you, to download.' },
  { href: '/account/reports', title: 'Your reports', text: 'What you reported, and what became of it.' },
  { href: '/account/notices', title: 'Emails', text: 'A summary of your week, if you want it.' },
  { href: '/account/api', title: 'API token', text: 'For your own programs to read your analytics.' },
] as const;

export default async function YourAccountPage({ searchParams }: { searchParams: Promise<{ kept?: string }> }) {
  const { name, email, emailConfirmed, needsTwoSteps } = await requireUser('/account');
  const isKept = (await searchParams).kept !== undefined;
  const facts = [
    ['Name', name],
    ['Email', `${showEmail(email)}${emailConfirmed ? '' : ' (not confirmed yet)'}`],
  ] as const;
  return (
    <AccountPage
      title="Your account"
      text="Your name and email address on this site."
      after={<Link href="/account/delete">Delete your account</Link>}
    >
      {isKept ? (
        <output className="mb-6 block rounded-lg bg-notice-soft px-4 py-3 text-pretty">
          Your account stays. Your tutorials come back as they were, in a moment.
        </output>
      ) : null}
      <dl className="grid gap-4">
        {facts.map(([label, fact]) => (
          <div key={label}>
            <dt className="text-sm text-muted">{label}</dt>
            <dd className="wrap-anywhere">{fact}</dd>
          </div>
        ))}
      </dl>
      {needsTwoSteps ? (
        <p className="mt-4 rounded-lg bg-notice-soft px-4 py-3 text-pretty">
          You are an administrator. To open the admin pages,{' '}
          <Link href="/account/two-step" className="font-medium underline underline-offset-2">
            switch on two-step sign-in
          </Link>
          .
        </p>
      ) : null}
      <ul className="mt-6 grid gap-2 border-t border-line pt-4">
        {pages.map(({ href, title, text }) => (
          <li key={href}>
            <Link href={href} className="-mx-3 block rounded-lg px-3 py-2 hover:bg-sunken">
              <span className="font-medium text-accent underline underline-offset-4">{title}</span>
              <span className="block text-sm text-muted">{text}</span>
            </Link>
          </li>
        ))}
      </ul>
    </AccountPage>
  );
}
