import { ADDRESS_LINK_HOURS, MAILS_AN_HOUR_MAX } from '@/workers/identity/contract';
import { WhereMailIs } from './where-mail-is';

/** What to know about a link that goes to an address. @param again a page with the empty form. */
export function LinkHints({ again }: { again: string }) {
  return (
    <>
      <p>
        The link works once, for {ADDRESS_LINK_HOURS} hours. We send at most one a minute to an address, and{' '}
        {MAILS_AN_HOUR_MAX} an hour.
      </p>
      <p>
        Nothing arrived? Look in the spam folder, or{' '}
        {/* oxlint-disable-next-line nextjs/no-html-link-for-pages -- a new page, with an empty form */}
        <a href={again}>try another address</a>.
        <WhereMailIs />
      </p>
    </>
  );
}
