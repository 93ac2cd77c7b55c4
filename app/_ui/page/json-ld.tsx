import type { Thing, WithContext } from 'schema-dts';
import { isWholePage } from '@/app/_lib/http/answer';

/**
 * What a page is about, as data for search engines (schema.org). Only in whole pages: an update of an open page is read by
 * nobody who looks for it, and browsers with Trusted Types let no script make such an element.
 */
export function JsonLd<Type extends Thing>({ data }: { data: WithContext<Type> }) {
  return isWholePage() ? <script type="application/ld+json">{JSON.stringify(data)}</script> : null;
}
