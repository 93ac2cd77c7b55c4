import type { Staleness } from './staleness';

interface OnThePage {
  /** Something was typed that is not saved; it is in its draft. */
  hasWords: boolean;
  isUploading: boolean;
}

/**
 * What a stale page says. Null where an upload of the same person runs: it goes on with the new
 * build, and loading the page again would interrupt it. Pure.
 */
export function staleSentence(stale: NonNullable<Staleness>, { hasWords, isUploading }: OnThePage): string | null {
  if (stale === 'build' && isUploading) return null;
  const kept = hasWords ? '; what you typed is kept' : '';
  if (stale === 'build') return `The site was updated. Load this page again${kept}.`;
  const uploads = isUploading ? ' Uploads continue when you choose the same file again.' : '';
  return `You signed in or out in another tab. Load this page again to continue${kept}.${uploads}`;
}
