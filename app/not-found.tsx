import { Compass } from 'lucide-react';
import type { Metadata } from 'next';
import { ButtonLink } from './_ui/base/button-link';
import { Container } from './_ui/layout/container';

export const metadata: Metadata = { title: 'Not found' };

/** The page for an address that does not exist. @param why it may be missing; Next passes nothing. */
export default function NotFound({ why }: { why?: string }) {
  return (
    <Container width="text" className="text-center">
      <Compass className="mx-auto mb-6 size-12 text-accent" strokeWidth={1.5} aria-hidden />
      <h1 className="text-3xl sm:text-4xl">Page not found</h1>
      <p className="mx-auto mt-3 max-w-md text-muted text-pretty">
        {why ?? 'The address may be mistyped, or the tutorial is no longer published.'}
      </p>
      <ButtonLink href="/" className="mt-8">
        See all tutorials
      </ButtonLink>
    </Container>
  );
}
