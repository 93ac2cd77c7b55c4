import Link from 'next/link';
import { hasOutbox, mayReadOutbox } from '@/app/(account)/outbox/mails';

/** On a site without a mail server: where its mail is. */
export async function WhereMailIs() {
  if (!hasOutbox) return null;
  if (await mayReadOutbox())
    return (
      <>
        {' '}
        <Link href="/outbox">Read it in the outbox</Link>.
      </>
    );
  return (
    <> This site has no mail server: the email is in its outbox, which opens with the link that npm start prints.</>
  );
}
