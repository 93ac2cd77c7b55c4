import type { Metadata } from 'next';
import { MailX } from 'lucide-react';
import { ButtonLink } from '@/app/_ui/base/button-link';
import { EmptyState } from '@/app/_ui/base/empty-state';
import { Container } from '@/app/_ui/layout/container';

export const metadata: Metadata = { title: 'Invitation declined', robots: 'noindex' };

/** Where somebody is led who has declined an invitation, perhaps without an account. */
export default function DeclinedPage() {
  return (
    <Container>
      <EmptyState
        icon={<MailX />}
        title="You have declined"
        text="The link no longer works, and this site has deleted what it knew of the invitation’s address."
        action={
          <ButtonLink variant="secondary" href="/">
            To the tutorials
          </ButtonLink>
        }
      />
    </Container>
  );
}
