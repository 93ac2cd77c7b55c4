'use client';

import { TriangleAlert } from 'lucide-react';
import { Button } from './_ui/button';
import { Container } from './_ui/container';

/** A page that could not be made. The number finds it in the server's log. */
export default function PageError({ error, retry }: { error: unknown; retry: () => void }) {
  const digest = error instanceof Error && 'digest' in error ? String(error.digest) : null;
  return (
    <Container width="text" className="text-center">
      <TriangleAlert className="mx-auto mb-6 size-12 text-danger" strokeWidth={1.5} aria-hidden />
      <h1 className="text-3xl sm:text-4xl">This page didn’t load</h1>
      <p className="mx-auto mt-3 max-w-md text-muted text-pretty">
        Something went wrong on our side. Nothing you saved is lost. Try again in a moment.
      </p>
      {digest ? <p className="mt-2 text-sm text-muted">Error number: {digest}</p> : null}
      <Button className="mt-8" onClick={() => retry()}>
        Try again
      </Button>
    </Container>
  );
}
