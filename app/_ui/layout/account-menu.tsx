'use client';

import { Flag, LayoutDashboard, LogOut, ShieldCheck, UserRound } from 'lucide-react';
import Link from 'next/link';
import { useRef, type ReactNode } from 'react';
import { Avatar } from '@/app/_ui/base/avatar';
import { LinkPending } from '@/app/_ui/base/link-pending';
import { PlainForm } from '@/app/_ui/form/plain-form';

const item =
  'flex min-h-11 w-full items-center gap-3 rounded-lg px-3 text-left hover:bg-sunken [&>svg]:size-4.5 [&>svg]:text-muted';

/**
 * Shows who is signed in, and links to their pages. It is a popover of the browser: it opens, closes and handles Escape
 * without JavaScript. The script only closes it when a link in it is followed, because the page then stays loaded.
 */
export function AccountMenu(props: {
  name: string;
  email: string;
  isAdmin: boolean;
  isModerator: boolean;
  signOut: (form: FormData) => Promise<void>;
}) {
  const menu = useRef<HTMLDivElement>(null);
  const close = () => menu.current?.hidePopover();
  return (
    <>
      <button type="button" popoverTarget="account-menu" className="grid size-11 place-items-center rounded-full">
        <Avatar name={props.name} />
        <span className="sr-only">
          Account: <bdi>{props.name}</bdi>
        </span>
      </button>
      <div
        ref={menu}
        id="account-menu"
        popover="auto"
        className="absolute inset-auto top-15 right-4 w-64 rounded-2xl border border-line bg-surface p-2 text-ink shadow-floating sm:right-6 lg:right-8 xl:right-[max(2rem,calc((100vw-80rem)/2+2rem))]"
      >
        <p className="px-3 pt-2 pb-3">
          <span dir="auto" className="block truncate font-semibold">
            {props.name}
          </span>
          <span className="block truncate text-sm text-muted">{props.email}</span>
        </p>
        <nav aria-label="Account" className="border-t border-line py-2">
          <Item href="/studio" icon={<LayoutDashboard aria-hidden />} onFollow={close}>
            Studio
          </Item>
          <Item href="/account" icon={<UserRound aria-hidden />} onFollow={close}>
            Your account
          </Item>
          {props.isAdmin ? (
            <Item href="/admin" icon={<ShieldCheck aria-hidden />} onFollow={close}>
              Admin
            </Item>
          ) : null}
          {props.isModerator ? (
            <Item href="/admin/reports" icon={<Flag aria-hidden />} onFollow={close}>
              Reports
            </Item>
          ) : null}
        </nav>
        <PlainForm action={props.signOut} elsewhere="/sign-out" onSubmit={close} className="border-t border-line pt-2">
          <button type="submit" data-leaves className={item}>
            <LogOut aria-hidden />
            Sign out
          </button>
        </PlainForm>
      </div>
    </>
  );
}

function Item(props: {
  href: '/studio' | '/account' | '/admin' | '/admin/reports';
  icon: ReactNode;
  onFollow: () => void;
  children: ReactNode;
}) {
  return (
    <Link href={props.href} onClick={props.onFollow} className={item}>
      {props.icon}
      {props.children}
      <LinkPending />
    </Link>
  );
}
