import 'server-only';
import type { Route } from 'next';
import { permanentRedirect } from 'next/navigation';
import { isWholePage } from '@/app/_lib/http/answer';

type Query = Readonly<Record<string, string | string[] | undefined>>;

/**
 * Leads to the page's own address from every other one that leads to the page, such as one with the title that it had
 * before. An update of an open page stays where it is: there, a redirect would load the page again and stop its player.
 * @param path of the page, encoded.
 * @param asked the parts of the path that was asked for, as Next gives them: encoded or not.
 * @param query of the request, which is kept.
 */
export function redirectToCanonical(path: string, asked: readonly string[], query: Query): void {
  if (isWholePage() && path !== pathOf(asked)) permanentRedirect((path + queryOf(query)) as Route);
}

/** Returns a path in the form of addresses that the site makes: slugs are normalized. */
function pathOf(parts: readonly string[]): string {
  return parts.map((part) => `/${encodeURIComponent(decode(part))}`).join('');
}

/** Returns the decoded part of an address. Wrongly encoded ones stay as they are. */
function decode(part: string): string {
  try {
    return decodeURIComponent(part).normalize('NFC');
  } catch {
    return part;
  }
}

function queryOf(query: Query): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    [value ?? []].flat().map((each): [string, string] => [name, each]),
  );
  return pairs.length > 0 ? `?${new URLSearchParams(pairs)}` : '';
}
