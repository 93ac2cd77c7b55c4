import type { Metadata } from 'next';
import Link from 'next/link';
import { renderSVG } from 'uqr';
import { requireUser } from '@/app/_lib/auth/current-user';
import { authenticatorOf, recoveryCodesOf, setUpOf } from '@/app/_lib/auth/second-factor';
import { twoStepSetUp } from '@/app/_lib/auth/two-step-set-up';
import { RECOVERY_CODES } from '@/workers/identity/contract';
import { AccountPage } from '../../_ui/account-page';
import { BeginForm } from './begin-form';
import { EnabledForm } from './enabled-form';
import { EnableForm } from './enable-form';
import { RecoveryCodes } from './recovery-codes';

export const metadata: Metadata = { title: 'Two-step sign-in' };

/** Switches two-step sign-in on and off: after the password, signing in asks for a code of an authenticator app. */
export default async function TwoStepPage() {
  const { userId, email } = await requireUser('/account/two-step');
  const app = await authenticatorOf(userId);
  const after = <Link href="/account">Your account</Link>;
  if (app?.isEnabled) {
    const left = RECOVERY_CODES - app.usedRecoveryCodes.length;
    return (
      <AccountPage
        title="Two-step sign-in"
        text="It’s on: after your password, signing in asks for a code of your authenticator app."
        after={after}
      >
        <EnabledForm authenticatorId={app.authenticatorId} left={left} email={email} />
      </AccountPage>
    );
  }
  const setUp = await twoStepSetUp.read();
  // An app that was switched off is not set up a second time.
  const isOpen = setUp?.userId === userId && setUp.authenticatorId !== app?.authenticatorId;
  return (
    <AccountPage
      title="Two-step sign-in"
      text="Somebody who learns your password can’t sign in without your phone."
      after={after}
    >
      {isOpen ? (
        <SetUp userId={userId} email={email} authenticatorId={setUp.authenticatorId} />
      ) : (
        <BeginForm email={email} />
      )}
    </AccountPage>
  );
}

/** What to do with the phone, and with the recovery codes. */
function SetUp({ userId, email, authenticatorId }: { userId: string; email: string; authenticatorId: string }) {
  const { secret, uri } = setUpOf(userId, authenticatorId, email);
  return (
    <ol className="grid gap-8">
      <li>
        <h2 className="text-lg font-semibold">1. Scan this code with an authenticator app</h2>
        <p className="mt-1 text-pretty text-muted">
          Such as Google Authenticator, Microsoft Authenticator, 2FAS, or a password manager.
        </p>
        {/* On white in both themes: cameras read dark on light. */}
        {/* oxlint-disable-next-line nextjs/no-img-element -- made on the spot */}
        <img
          src={`data:image/svg+xml,${encodeURIComponent(renderSVG(uri, { border: 1 }))}`}
          alt="QR code for an authenticator app. The key below says the same."
          className="mt-4 w-48 max-w-full rounded-lg bg-white p-2"
        />
        <p className="mt-4 text-sm text-pretty text-muted">
          Or enter this key by hand:{' '}
          <span className="font-mono text-ink wrap-anywhere">{secret.match(/.{1,4}/g)?.join(' ')}</span>
        </p>
      </li>
      <li>
        <h2 className="text-lg font-semibold">2. Save your recovery codes</h2>
        <p className="mt-1 mb-4 text-pretty text-muted">
          Each signs you in once, in place of the app. Keep them where you keep passwords: without the app and these
          codes, you can’t sign in any more.
        </p>
        <RecoveryCodes codes={recoveryCodesOf(userId, authenticatorId)} />
      </li>
      <li>
        <h2 className="mb-4 text-lg font-semibold">3. Enter the code that the app shows</h2>
        <EnableForm />
      </li>
    </ol>
  );
}
