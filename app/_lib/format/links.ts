import { LinkifyIt } from 'linkify-it';

/** A part of a plain text, or the address of a link in it. */
export type TextPart = { kind: 'text' | 'link'; text: string };

/**
 * Finds the end of an address in a sentence of any script. Names and passwords in addresses are for misleading people,
 * so they are off.
 */
const linkify = new LinkifyIt({ fuzzyLink: false, fuzzyEmail: false, urlAuth: false });
/** linkify-it expects a space or a punctuation mark before an address. Chinese and Japanese texts have none. */
const BEGINNING = /(?<![a-z\d+.-])(https?:)\/\//gi;

/**
 * Finds the web addresses (http and https) in a text. A full stop, comma or bracket after an address belongs to the
 * sentence, in any script. A bracket that was opened within the address belongs to the address, as in
 * https://en.wikipedia.org/wiki/Log_(record).
 */
export function findLinks(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  for (const { index, 1: scheme = '' } of text.matchAll(BEGINNING)) {
    if (index < end) continue;
    const address = addressAt(text, index, scheme);
    if (address === '') continue;
    if (index > end) parts.push({ kind: 'text', text: text.slice(end, index) });
    parts.push({ kind: 'link', text: address });
    end = index + address.length;
  }
  if (end < text.length) parts.push({ kind: 'text', text: text.slice(end) });
  return parts;
}

function addressAt(text: string, index: number, scheme: string): string {
  const after = index + scheme.length;
  const length = linkify.testSchemaAt(text, scheme.toLowerCase(), after);
  const address = length === 0 ? '' : text.slice(index, after + length).replace(/\*+$/, '');
  const isCut =
    text.startsWith('@', after + length) || /^:[^\s/@]*@/.test(text.slice(after + length, after + length + 200));
  return address !== '' && !isCut && URL.canParse(address) ? address : '';
}
