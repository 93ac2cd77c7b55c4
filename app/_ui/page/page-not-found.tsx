import type { Metadata } from 'next';
import NotFound from '@/app/not-found';
import { answerNotFound } from '@/app/_lib/http/answer-status';

export const NOT_FOUND: Metadata = { title: 'Not found', robots: { index: false } };

/** What a page returns for something that is not there: the whole page, scripts or not, with status 404. */
export function PageNotFound() {
  answerNotFound();
  return <NotFound />;
}
