import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { validateXML } from 'xmllint-wasm';

const OFFICIAL = createRequire(import.meta.url)
  .resolve('sitemap/package.json')
  .replace(/package\.json$/, 'schema/sitemap.xsd');

async function file(fileName: string, path: string | URL = new URL(fileName, import.meta.url)) {
  return { fileName, contents: await readFile(path, 'utf8') };
}

/** Returns how a part of the site map, or its index, breaks its schema: a sentence of xmllint for each fault. */
export async function siteMapFaults(xml: string): Promise<string[]> {
  const preload = [await file('sitemap.xsd', OFFICIAL), await file('sitemap-video.xsd')];
  const { errors } = await validateXML({ xml, schema: await file('site-map.xsd'), preload });
  return errors.map(({ message }) => message);
}

/** Returns how a feed breaks the schema of Atom, likewise. */
export async function feedFaults(xml: string): Promise<string[]> {
  const { errors } = await validateXML({ xml, schema: await file('atom.rng'), extension: 'relaxng' });
  return errors.map(({ message }) => message);
}
