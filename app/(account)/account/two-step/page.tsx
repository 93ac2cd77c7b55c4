import type { Metadata } from 'next';
import Link from 'next/link';
import { renderSVG } from 'uqr';
import { requireUser } from '@/app/_lib/auth/current-user';
import { authenticatorOf, nextAuthenticatorId, recoveryCodesOf, setUpOf } from '@/app/_lib/auth/second-factor';
import { RECOVERY_CODES } from '@/workers/identity/contract';
import { AccountPage } from '../../_ui/account-page';
import { EnabledForm } from './enabled-form';
import { EnableForm } from './enable-form';
import { RecoveryCodes } from './recovery-codes';

export const metadata: Metadata = { title: 'Two-step sign-in' };

/** Switches codes of an authenticator app on and off, which signing in then asks for after the password. */
export default async function TwoStepPage() {
  const { userId, email } = await requireUser('/account/two-step');
  const last = await authenticatorOf(userId);
  const after = <Link href="/account">Your account</Link>;
  if (last?.isEnabled) {
    const left = RECOVERY_CODES - last.usedRecoveryCodes.length;
    return (
      <AccountPage
        title="Two-step sign-in"
        text="It’s on: after your password, signing in asks for a code of your authenticator app."
        after={after}
      >
        <EnabledForm authenticatorId={last.authenticatorId} left={left} />
      </AccountPage>
    );
  }
  const authenticatorId = nextAuthenticatorId(userId, last);
  const { secret, uri } = setUpOf(userId, authenticatorId, email);
  return (
    <AccountPage
      title="Two-step sign-in"
      text="Somebody who learns your password can’t sign in without your phone."
      after={after}
    >
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
            codes, your account is lost.
          </p>
          <RecoveryCodes codes={recoveryCodesOf(userId, authenticatorId)} />
        </li>
        <li>
          <h2 className="mb-4 text-lg font-semibold">3. Enter the code that the app shows</h2>
          <EnableForm authenticatorId={authenticatorId} email={email} />
        </li>
      </ol>
    </AccountPage>
  );
}
