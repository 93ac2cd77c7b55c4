import type { Metadata } from 'next';
import { MailX } from 'lucide-react';
import { ButtonLink } from '@/app/_ui/base/button-link';
import { EmptyState } from '@/app/_ui/base/empty-state';
import { Container } from '@/app/_ui/layout/container';

export const metadata: Metadata = { title: 'Invitation declined', robots: 'noindex' };

/** Shown after declining an invitation, perhaps without an account. */
export default function DeclinedPage() {
  return (
    <Container>
      <EmptyState
        icon={<MailX />}
        title="You declined the invitation"
        text="The link no longer works, and this site has deleted the email address in the invitation."
        action={
          <ButtonLink variant="secondary" href="/">
            Browse tutorials
          </ButtonLink>
        }
      />
    </Container>
  );
}
