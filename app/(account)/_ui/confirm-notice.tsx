import Link from 'next/link';
import { isOutboxOpen } from '@/app/_lib/outbox';
import type { CurrentUser } from '@/app/_lib/session';
import { FormMessage } from '@/app/_ui/form-message';

/** Reminds a person to confirm their address, until they did. */
export async function ConfirmNotice({ user }: { user: CurrentUser }) {
  if (user.emailConfirmed) return null;
  return (
    <FormMessage kind="notice">
      A mail is on its way to {user.email}. Please confirm your address with the link in it.{' '}
      {(await isOutboxOpen()) ? <Link href="/outbox">Read it in the outbox</Link> : null}
    </FormMessage>
  );
}
