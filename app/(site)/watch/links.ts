/** A stretch of plain text, or the address of a link in it. */
export type Stretch = { kind: 'text' | 'link'; text: string };

const ADDRESS = /https?:\/\/[^\s<>"']+/gi;

/**
 * Finds the web addresses in a text. A full stop, comma or bracket after an address belongs to the sentence, but a bracket
 * that was opened within it belongs to it, as in https://en.wikipedia.org/wiki/Log_(record).
 */
export function findLinks(text: string): Stretch[] {
  const stretches: Stretch[] = [];
  let end = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const address = withoutTail(match[0]);
    if (!URL.canParse(address)) continue;
    if (match.index > end) stretches.push({ kind: 'text', text: text.slice(end, match.index) });
    stretches.push({ kind: 'link', text: address });
    end = match.index + address.length;
  }
  if (end < text.length) stretches.push({ kind: 'text', text: text.slice(end) });
  return stretches;
}

/** In one pass: anybody may write thousands of brackets, and each visitor's page is made of them. */
function withoutTail(address: string): string {
  let end = address.length;
  let unopened = count(address, ')') - count(address, '(');
  for (; ; end -= 1) {
    const last = address[end - 1] ?? '';
    if (last === ')' && unopened > 0) unopened -= 1;
    else if (last === '' || !'.,;:!?…]}*'.includes(last)) return address.slice(0, end);
  }
}

function count(text: string, letter: string): number {
  return text.split(letter).length - 1;
}
