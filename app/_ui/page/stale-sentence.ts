import type { Staleness } from './staleness';

interface OnThePage {
  /** True if there is unsaved text, which is in its draft. */
  hasUnsavedText: boolean;
  isUploading: boolean;
}

/**
 * Returns the sentence that a stale page shows. Null if an upload of the same person is running: it continues with the
 * new build, and loading the page again would interrupt it. Pure.
 */
export function staleSentence(
  stale: NonNullable<Staleness>,
  { hasUnsavedText, isUploading }: OnThePage,
): string | null {
  if (stale === 'build' && isUploading) return null;
  const kept = hasUnsavedText ? '; what you typed is kept' : '';
  if (stale === 'build') return `The site was updated. Load this page again${kept}.`;
  const uploads = isUploading ? ' Uploads continue when you choose the same file again.' : '';
  return `You signed in or out in another tab. Load this page again to continue${kept}.${uploads}`;
}
