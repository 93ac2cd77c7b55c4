import { gunzipSync } from 'node:zlib';
import { Connection, requestText, type Address } from './load/connection';

/** A page as it is sent to clients that accept gzip, and to others. */
export interface Page {
  readonly plain: Buffer;
  readonly gzip: Buffer;
  readonly text: string;
}

/** Loads a page. @throws {Error} if it is not there, or if a client that accepts gzip does not get it. */
export async function fetchPage(address: Address, path: string): Promise<Page> {
  const connection = new Connection(address);
  try {
    const get = async (headers: Record<string, string>) => {
      const response = await connection.exchange(Buffer.from(requestText('GET', path, address, headers)));
      if (response.status !== 200) throw new Error(`void: ${path} answers ${response.status}`);
      return response;
    };
    const gzip = await get({ 'Accept-Encoding': 'gzip' });
    if (!/\r\ncontent-encoding: gzip/i.test(gzip.head)) throw new Error(`void: ${path} is sent without compression`);
    const text = gunzipSync(gzip.body).toString();
    return { plain: (await get({})).body, gzip: gzip.body, text };
  } finally {
    connection.close();
  }
}

/** Checks that two pages list the same videos in the same order. @throws {Error} if they do not. */
export function sameInformation(path: string, one: Pick<Page, 'text'>, other: Pick<Page, 'text'>): void {
  const [ours, theirs] = [linksOf(one.text), linksOf(other.text)];
  if (ours.length === 0 || ours.join() !== theirs.join())
    throw new Error(`void: at ${path} the site lists ${ours.join()}, and the baseline ${theirs.join()}`);
}

function linksOf(html: string): string[] {
  return [...html.matchAll(/href="\/watch\/([0-9a-f-]{36})["/]/g)].map(([, videoId]) => videoId!);
}
