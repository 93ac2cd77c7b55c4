import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import subsetFont from 'subset-font';

/*
 * Makes inter.woff2, the part of Inter that nearly every page needs. To make it again, after an update of Inter:
 * `node app/_ui/theme/inter/make.js`. Other characters are in fontsource's files, which browsers load when they need
 * them.
 */

const SOURCE = '@fontsource-variable/inter/files/inter-latin-wght-normal.woff2';
const ASCII = Array.from({ length: 95 }, (_, index) => String.fromCharCode(0x20 + index)).join('');
/** The site's own punctuation. */
const MORE = '\u00A0©·×–—‘’“”…';
/** Kerning, tabular figures, and the clear forms of l, I and 1 (globals.css). */
const FEATURES = ['kern', 'ccmp', 'locl', 'tnum', 'cv05', 'cv08'];

const font = await subsetFont(await readFile(fileURLToPath(import.meta.resolve(SOURCE))), ASCII + MORE, {
  targetFormat: 'woff2',
  keepFeatures: FEATURES,
  // The site's weights; Hints are for screens of old.
  variationAxes: { wght: { min: 400, max: 650 } },
  noHinting: true,
});
await writeFile(new URL('inter.woff2', import.meta.url), font);
console.log(`inter.woff2 has ${font.length} bytes`);
