'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import type { ReactNode } from 'react';
import type { Refusal } from '@/app/_lib/commands/form-state';
import { FormMessage } from './form-message';
import { leaveFreely } from '@/app/_ui/page/leave';
import type { Page } from '@/app/_ui/page/page-context';

interface RefusalMessageProps {
  refusal: Refusal;
  /** The form's page, as it was opened. */
  page: Pick<Page, 'name'>;
  /** Whether what was typed is still there after the page is loaded again. */
  isKept: boolean;
}

/** Why a form was not done, and what to do. */
export function RefusalMessage({ refusal, page, isKept }: RefusalMessageProps) {
  return (
    <FormMessage kind={refusal.reason === 'new-build' ? 'notice' : 'error'}>
      {sentence(refusal, page)}
      {isKept ? ' What you typed is kept.' : null}
    </FormMessage>
  );
}

function sentence(refusal: Refusal, { name }: Pick<Page, 'name'>): ReactNode {
  switch (refusal.reason) {
    case 'signed-out':
      return (
        <>
          You’re no longer signed in, so nothing was done. <Way to="sign-in">Sign in again</Way> to continue here.
        </>
      );
    case 'other-person':
      return (
        <>
          You’re now signed in as {refusal.name}. This page belongs to{' '}
          {name === null || name === refusal.name ? 'someone else' : name}, so nothing was done. Sign in as before to
          continue, or <Way to="here">load the page again</Way>.
        </>
      );
    case 'new-build':
      return (
        <>
          The site was updated, so nothing was done. <Way to="here">Load the page again</Way>.
        </>
      );
    case 'unreachable':
      return 'The site couldn’t be reached. Check your connection, then try again.';
    case 'failed':
      return 'Something went wrong on our side. Try again in a moment.';
  }
}

/** To this page again, or to sign in first. A full load: the layout is of another person or build. */
function Way({ to, children }: { to: 'here' | 'sign-in'; children: ReactNode }) {
  const pathname = usePathname();
  const query = useSearchParams().toString();
  const here = query === '' ? pathname : `${pathname}?${query}`;
  return (
    <a
      href={to === 'here' ? here : `/sign-in?${new URLSearchParams({ next: here })}`}
      data-keeps-words
      onClick={leaveFreely}
    >
      {children}
    </a>
  );
}
