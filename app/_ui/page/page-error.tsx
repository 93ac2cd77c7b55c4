'use client';

import { RefreshCw, TriangleAlert } from 'lucide-react';
import { unstable_isUnrecognizedActionError } from 'next/navigation';
import type { ReactNode } from 'react';
import { useSyncExternalStore } from 'react';
import { Button } from '@/app/_ui/base/button';
import { hasLastingDraft } from '@/app/_ui/form/drafts';
import { Container } from '@/app/_ui/layout/container';
import { loadAgain } from './leave';
import { useOwnPage } from './page-context';

/** The properties that Next passes to an `error.tsx`. */
export interface ErrorProps {
  error: unknown;
  /** Renders this part of the page again. */
  retry: () => void;
}

interface PageErrorProps extends ErrorProps {
  title?: string;
  /** What the error means for the user's work, in a sentence. */
  text?: string;
  /** What else the user can do, beside trying again. */
  action?: ReactNode;
}

/** Replaces a page, or a part of one, that could not be rendered. Its number finds the error in the site's log. */
export function PageError({
  error,
  retry,
  title = 'This page didn’t load',
  text = 'Something went wrong on our side. Nothing you saved is lost. Try again in a moment.',
  action,
}: PageErrorProps) {
  const isKept = useHasDraft();
  if (isOfOtherBuild(error)) return <Updated isKept={isKept} />;
  const digest = error instanceof Error && 'digest' in error ? String(error.digest) : null;
  return (
    <Container width="text" className="text-center">
      <title>{`${title} · Video Tutorials`}</title>
      <TriangleAlert className="mx-auto mb-6 size-12 text-danger" strokeWidth={1.5} aria-hidden />
      <h1 className="text-3xl sm:text-4xl">{title}</h1>
      <p className="mx-auto mt-3 max-w-md text-muted text-balance">
        {text}
        {isKept ? ' What you typed is kept.' : null}
      </p>
      {digest ? <p className="mt-2 text-sm text-muted">Error number: {digest}</p> : null}
      <div className="mt-8 flex flex-wrap justify-center gap-3">
        <Button onClick={() => retry()}>Try again</Button>
        {action}
      </div>
    </Container>
  );
}

/**
 * Says that the site was updated while the page was open: parts of the page that were not loaded yet no longer exist.
 */
function Updated({ isKept }: { isKept: boolean }) {
  return (
    <Container width="text" className="text-center">
      <RefreshCw className="mx-auto mb-6 size-12 text-notice" strokeWidth={1.5} aria-hidden />
      <h1 className="text-3xl sm:text-4xl">The site was updated</h1>
      <p className="mx-auto mt-3 max-w-md text-muted text-pretty">
        Load the page again to continue.{isKept ? ' What you typed is kept.' : null}
      </p>
      <Button className="mt-8" onClick={loadAgain}>
        Load again
      </Button>
    </Container>
  );
}

/** Returns whether text that was typed on this page is in a draft that outlives it. */
function useHasDraft(): boolean {
  const { person } = useOwnPage();
  return useSyncExternalStore(
    () => () => {},
    () => hasLastingDraft(person, location.pathname),
    () => false,
  );
}

function isOfOtherBuild(error: unknown): boolean {
  return unstable_isUnrecognizedActionError(error) || (error instanceof Error && error.name === 'ChunkLoadError');
}
