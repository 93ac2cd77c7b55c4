import type { Metadata } from 'next';
import NotFound from '@/app/not-found';
import { answerNotFound } from '@/app/_lib/http/answer';
import { noteMissing } from '@/app/_lib/pages/dependencies';

export const NOT_FOUND: Metadata = { title: 'Not found', robots: { index: false } };

/**
 * The page for something that does not exist: a whole page, with or without scripts, with status 404.
 * @param why it may be missing, as a sentence.
 */
export function PageNotFound({ why }: { why?: string }) {
  answerNotFound();
  noteMissing();
  return <NotFound why={why} />;
}
