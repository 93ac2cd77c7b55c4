import type { Metadata } from 'next';
import { KeyRound } from 'lucide-react';
import Link from 'next/link';
import { requireUser } from '@/app/_lib/auth/current-user';
import { newPasskeyOptions, passkeysOf } from '@/app/_lib/auth/passkeys';
import { enteredNow } from '@/app/_lib/auth/password-entered';
import { TimeAgo } from '@/app/_ui/time/time-ago';
import { AccountPage } from '../../_ui/account-page';
import { EnterPasswordForm } from '../../_ui/enter-password-form';
import { deviceName } from '../sessions/sessions';
import { AddPasskeyForm, RemovePasskeyForm } from './passkey-forms';

export const metadata: Metadata = { title: 'Passkeys' };

/** The user's passkeys. After the password they can add one, and remove each. */
export default async function PasskeysPage() {
  const user = await requireUser('/account/passkeys');
  const { userId, email } = user;
  const passkeys = await passkeysOf(userId);
  const names = differentNames(passkeys.map(deviceName));
  const isOpen = (await enteredNow(userId)) !== null;
  return (
    <AccountPage
      title="Passkeys"
      text="Sign in with your fingerprint, your face, or the PIN of your device. A forged page can’t steal a passkey, and there’s nothing to remember."
      after={<Link href="/account">Your account</Link>}
    >
      <div className="grid gap-6">
        {passkeys.length === 0 ? (
          <p className="text-muted">You have no passkeys yet.</p>
        ) : (
          <ul aria-label="Your passkeys" className="-my-4 divide-y divide-line">
            {passkeys.map(({ passkeyId, addedAt, usedAt }, at) => (
              <li key={passkeyId} className="flex flex-wrap items-center gap-x-4 gap-y-3 py-4">
                <KeyRound className="size-6 shrink-0 text-muted" aria-hidden />
                <div className="min-w-40 flex-1">
                  <p className="font-medium">{names[at]}</p>
                  <p className="text-sm text-muted">
                    Added <TimeAgo date={addedAt} />
                    {usedAt === null ? (
                      ', never used'
                    ) : (
                      <>
                        , last used <TimeAgo date={usedAt} />
                      </>
                    )}
                  </p>
                </div>
                {isOpen ? <RemovePasskeyForm passkeyId={passkeyId} name={names[at]!} /> : null}
              </li>
            ))}
          </ul>
        )}
        <div className="border-t border-line pt-6">
          {isOpen ? (
            <AddPasskeyForm options={await newPasskeyOptions(user)} hasPasskeys={passkeys.length > 0} />
          ) : (
            <EnterPasswordForm email={email} button="Add or remove passkeys" />
          )}
        </div>
      </div>
    </AccountPage>
  );
}

/** Numbers the second, third… of the same names. Pure. */
function differentNames(names: readonly string[]): string[] {
  return names.map((name, at) => {
    const earlier = names.slice(0, at).filter((other) => other === name).length;
    return earlier === 0 ? name : `${name} (${earlier + 1})`;
  });
}
