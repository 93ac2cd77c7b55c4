import type { Thing, WithContext } from 'schema-dts';
import { isWholePage } from '@/app/_lib/http/answer';

/**
 * What a page is about, as data for search engines (schema.org). Only in whole pages: an update of an open page is read by
 * nobody who looks for it. It has no `<`, which may begin a tag: React writes `<script` differently into a document and
 * into an open page, and would take the two for different pages.
 */
export function JsonLd<Type extends Thing>({ data }: { data: WithContext<Type> }) {
  if (!isWholePage()) return null;
  return <script type="application/ld+json">{JSON.stringify(data).replaceAll('<', '\\u003c')}</script>;
}
