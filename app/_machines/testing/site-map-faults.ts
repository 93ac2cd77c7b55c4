import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { validateXML } from 'xmllint-wasm';

const OFFICIAL = createRequire(import.meta.url)
  .resolve('sitemap/package.json')
  .replace(/package\.json$/, 'schema/sitemap.xsd');

/** Returns how a part of the site map, or its index, breaks its schema: a sentence of xmllint for each fault. */
export async function siteMapFaults(xml: string): Promise<string[]> {
  const file = async (fileName: string, path: string | URL) => ({ fileName, contents: await readFile(path, 'utf8') });
  const own = (name: string) => file(name, new URL(name, import.meta.url));
  const { errors } = await validateXML({
    xml,
    schema: await own('site-map.xsd'),
    preload: [await file('sitemap.xsd', OFFICIAL), await own('sitemap-video.xsd')],
  });
  return errors.map(({ message }) => message);
}
