import 'server-only';
import { readFile } from 'node:fs/promises';
import { environment } from '@/app/_lib/environment';
import { oncePerProcess } from '@/app/_lib/once-per-process';

/** The terms of the site. */
export interface Terms {
  readonly version: string;
  /** Markdown. */
  readonly text: string;
}

/** Returns the terms of the site, as they were when somebody first read them after its start; null if it has none. */
export async function siteTerms(): Promise<Terms | null> {
  const { terms } = environment;
  if (!terms) return null;
  const text = await oncePerProcess('terms', () => readFile(terms.file, 'utf8'));
  return { version: terms.version, text };
}
