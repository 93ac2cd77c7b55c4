'use client';

import { RefreshCw, TriangleAlert } from 'lucide-react';
import { unstable_isUnrecognizedActionError } from 'next/navigation';
import { Button } from './_ui/base/button';
import { Container } from './_ui/layout/container';
import { loadAgain } from './_ui/page/leave';

/** A page that could not be made. The number finds it in the server's log. */
export default function PageError({ error, retry }: { error: unknown; retry: () => void }) {
  if (isOfOtherBuild(error)) return <Updated />;
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

/** The site was updated while the page was open: parts of it that were not loaded yet are gone. */
function Updated() {
  return (
    <Container width="text" className="text-center">
      <RefreshCw className="mx-auto mb-6 size-12 text-notice" strokeWidth={1.5} aria-hidden />
      <h1 className="text-3xl sm:text-4xl">The site was updated</h1>
      <p className="mx-auto mt-3 max-w-md text-muted text-pretty">Load the page again; what you typed is kept.</p>
      <Button className="mt-8" onClick={loadAgain}>
        Load again
      </Button>
    </Container>
  );
}

function isOfOtherBuild(error: unknown): boolean {
  return unstable_isUnrecognizedActionError(error) || (error instanceof Error && error.name === 'ChunkLoadError');
}
