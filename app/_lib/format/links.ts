import { LinkifyIt } from 'linkify-it';

/** A stretch of plain text, or the address of a link in it. */
export type Stretch = { kind: 'text' | 'link'; text: string };

/** Knows where an address ends in a sentence of any script. Names and passwords in addresses are for misleading people. */
const linkify = new LinkifyIt({ fuzzyLink: false, fuzzyEmail: false, urlAuth: false });
/** linkify-it wants a space or a sign before an address, but in Chinese and Japanese none is written. */
const BEGINNING = /(?<![a-z\d+.-])(https?:)\/\//gi;

/**
 * Finds the web addresses (http and https) in a text. A full stop, comma or bracket after an address belongs to the
 * sentence, in any script, but a bracket that was opened within it belongs to it, as in
 * https://en.wikipedia.org/wiki/Log_(record).
 */
export function findLinks(text: string): Stretch[] {
  const stretches: Stretch[] = [];
  let end = 0;
  for (const { index, 1: scheme = '' } of text.matchAll(BEGINNING)) {
    if (index < end) continue;
    const address = addressAt(text, index, scheme);
    if (address === '') continue;
    if (index > end) stretches.push({ kind: 'text', text: text.slice(end, index) });
    stretches.push({ kind: 'link', text: address });
    end = index + address.length;
  }
  if (end < text.length) stretches.push({ kind: 'text', text: text.slice(end) });
  return stretches;
}

function addressAt(text: string, index: number, scheme: string): string {
  const after = index + scheme.length;
  const length = linkify.testSchemaAt(text, scheme.toLowerCase(), after);
  const address = length === 0 ? '' : text.slice(index, after + length).replace(/\*+$/, '');
  const isCut =
    text.startsWith('@', after + length) || /^:[^\s/@]*@/.test(text.slice(after + length, after + length + 200));
  return address !== '' && !isCut && URL.canParse(address) ? address : '';
}
