'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import type { ReactNode } from 'react';
import type { Refusal } from '@/app/_lib/commands/form-state';
import { FormMessage } from './form-message';
import { allowLeaving } from '@/app/_ui/page/leave';
import type { Page } from '@/app/_ui/page/page-context';

interface RefusalMessageProps {
  refusal: Refusal;
  /** The form's page at the time that it was opened. */
  page: Pick<Page, 'name'>;
  /** True if the typed text is still there after the page is loaded again. */
  isKept: boolean;
}

/** Says why a form was refused, and what to do. */
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
          You’re no longer signed in, so nothing was done. <FullLoadLink to="sign-in">Sign in again</FullLoadLink> to
          continue here.
        </>
      );
    case 'other-person':
      // It was opened before anybody signed in.
      return name === null ? (
        <>
          You’re signed in as {refusal.name} by now, so nothing was done here.{' '}
          <FullLoadLink to="here">Load the page again</FullLoadLink> to continue.
        </>
      ) : (
        <>
          You’re now signed in as {refusal.name}. This page belongs to {name === refusal.name ? 'someone else' : name},
          so nothing was done. Sign in as before to continue, or{' '}
          <FullLoadLink to="here">load the page again</FullLoadLink>.
        </>
      );
    case 'new-build':
      return (
        <>
          The site was updated, so nothing was done. <FullLoadLink to="here">Load the page again</FullLoadLink>.
        </>
      );
    case 'unreachable':
      return 'The site couldn’t be reached. Check your connection, then try again.';
    case 'failed':
      return 'Something went wrong on our side. Try again in a moment.';
  }
}

/**
 * A link to this page again, or to the sign-in page first. It loads the page in full, because the layout is of another
 * person or build.
 */
function FullLoadLink({ to, children }: { to: 'here' | 'sign-in'; children: ReactNode }) {
  const pathname = usePathname();
  const query = useSearchParams().toString();
  const here = query === '' ? pathname : `${pathname}?${query}`;
  return (
    <a
      href={to === 'here' ? here : `/sign-in?${new URLSearchParams({ next: here })}`}
      data-keeps-words
      onClick={allowLeaving}
    >
      {children}
    </a>
  );
}
