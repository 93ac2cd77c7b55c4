import type { Metadata } from 'next';
import { Laptop, MonitorSmartphone, Smartphone, Tablet, Tv } from 'lucide-react';
import { headers } from 'next/headers';
import Link from 'next/link';
import { currentSession, requireUser } from '@/app/_lib/auth/current-user';
import { knownBrowser } from '@/app/_lib/auth/known-browser';
import { parseUserAgent } from '@/app/_lib/http/user-agent';
import { Badge } from '@/app/_ui/base/badge';
import { TimeAgo } from '@/app/_ui/time/time-ago';
import { SESSION_DAYS, SESSION_IDLE_DAYS } from '@/workers/identity/contract';
import { AccountPage } from '../../_ui/account-page';
import { EndSessionForm, ForgetBrowserForm, SignOutElsewhereForm } from './session-forms';
import { deviceName, sessionsOf } from './sessions';

export const metadata: Metadata = { title: 'Where you’re signed in' };

const ICONS = { computer: Laptop, phone: Smartphone, tablet: Tablet, tv: Tv, other: MonitorSmartphone };

/** The user's sessions, each of which they can end. */
export default async function SessionsPage() {
  const { userId } = await requireUser('/account/sessions');
  const current = (await currentSession())?.sessionHash;
  const isKnown = (await knownBrowser())?.userId === userId;
  const now = new Date();
  const all = await sessionsOf(userId, now);
  const others = all.filter(({ sessionHash }) => sessionHash !== current);
  const ownRow = all.find((session) => !others.includes(session));
  // A session that has just begun may not be in the view yet.
  const own = ownRow ?? { sessionHash: current ?? '', ...(await thisDevice()), begunAt: now, usedAt: now };
  const sessions = [own, ...others];
  return (
    <AccountPage
      title="Where you’re signed in"
      text={`A browser stays signed in for ${SESSION_DAYS} days at most, and not longer than ${SESSION_IDLE_DAYS} days without use.`}
      after={
        <>
          <Link href="/account">Your account</Link> · <Link href="/account/security">Change your password</Link>
        </>
      }
    >
      <ul className="-my-4 divide-y divide-line">
        {sessions.map((session) => {
          const Icon = ICONS[session.kind];
          const isCurrent = session.sessionHash === current;
          return (
            <li key={session.sessionHash} className="flex flex-wrap items-center gap-x-4 gap-y-3 py-4">
              <Icon className="size-6 shrink-0 text-muted" aria-hidden />
              <div className="min-w-40 flex-1">
                <p className="flex flex-wrap items-center gap-x-3 gap-y-1 font-medium">
                  {deviceName(session)}
                  {isCurrent ? <Badge tone="accent">This browser</Badge> : null}
                </p>
                <p className="text-sm text-muted">
                  Signed in <TimeAgo date={session.begunAt} />
                  {isCurrent ? null : (
                    <>
                      , last used <TimeAgo date={session.usedAt} />
                    </>
                  )}
                </p>
              </div>
              {isCurrent ? (
                <Link href="/sign-out" className="text-sm font-medium text-accent underline underline-offset-4">
                  Sign out
                </Link>
              ) : (
                <EndSessionForm sessionHash={session.sessionHash} name={deviceName(session)} />
              )}
            </li>
          );
        })}
      </ul>
      {isKnown ? (
        <section className="mt-8 border-t border-line pt-6">
          <h2 className="text-lg font-semibold">This browser is known</h2>
          <p className="mt-2 mb-4 text-pretty">
            Your password was right here, so wrong ones that others enter elsewhere don’t keep you out. Do others use
            this browser too? Then have it forgotten. You stay signed in.
          </p>
          <ForgetBrowserForm />
        </section>
      ) : null}
      {others.length === 0 ? (
        <p className="mt-8 border-t border-line pt-6 text-muted">You aren’t signed in anywhere else.</p>
      ) : (
        <section className="mt-8 border-t border-line pt-6">
          <h2 className="text-lg font-semibold">All other browsers</h2>
          <p className="mt-2 mb-4 text-pretty">
            Is one of them not yours? Sign them all out, and then{' '}
            <Link href="/account/security" className="text-accent underline underline-offset-4">
              change your password
            </Link>
            .
          </p>
          <SignOutElsewhereForm />
        </section>
      )}
    </AccountPage>
  );
}

/** Returns the device of this request. */
async function thisDevice() {
  return parseUserAgent((await headers()).get('user-agent') ?? '');
}
