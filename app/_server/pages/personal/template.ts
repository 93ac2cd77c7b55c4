import { inHtml, inPayload, inScript } from './escape';
import { joinPayload, withoutNeedlessNonces } from '../payload-scripts';
import type { Personal } from './personal';
import { gzipOf, pieceOf, type Piece } from './pieces';

/** What differs between the copies of a page: the user's words, and a nonce for each response. */
export interface Words extends Personal {
  readonly nonce: string;
}
type Field = keyof Words;

/** The layout shows these. */
const ON_EVERY_DOCUMENT: readonly Field[] = ['person', 'name', 'email', 'initials'];

/** A place in a page for one field. */
interface Slot {
  readonly field: Field;
  readonly write: (text: string) => string;
}

/** A page with slots for what differs between users. */
export interface Template {
  /** Returns the page with these words. */
  fillIn(words: Words): FilledPage;
}

export interface FilledPage {
  /** Returns the bytes of the page. */
  plain(): Buffer;
  /** Returns the bytes of the page as a gzip file. */
  gzip(): Buffer;
}

/** The kind of a page's body: a document, or the payload that React's client takes when a user follows a link. */
export type Kind = 'document' | 'payload';

/** A script with a part of React's payload in base64. */
const BINARY = /<script[^>]*>self\.__next_f\.push\(\[3,/;
const SCRIPTS = /<script\b[^>]*>[^]*?<\/script>/g;

/**
 * Makes a template of the page that was rendered for a person who does not exist.
 * @param marks the fields of that person, and the nonce of that page if it has one. They are unguessable, so nothing
 *   else on the page can equal them.
 * @returns null if it is not certain that all of them are found. Then the page cannot be a template.
 */
export function templateOf(body: string, kind: Kind, marks: Personal & Partial<Words>): Template | null {
  // Next cuts the payload anywhere, perhaps within a mark.
  const page = kind === 'document' ? withoutNeedlessNonces(joinPayload(body), marks.nonce ?? '') : body;
  if (BINARY.test(page)) return null;
  const found = (Object.keys(marks) as Field[])
    .flatMap((field) => indexesOf(page, marks[field]!).map((index) => ({ field, index })))
    .sort((a, b) => a.index - b.index);
  const isIncomplete = ON_EVERY_DOCUMENT.some((field) => !found.some((each) => each.field === field));
  if (kind === 'document' && isIncomplete) return null;
  if (hasFragment(page, marks)) return null;

  const scripts = kind === 'document' ? [...page.matchAll(SCRIPTS)] : [];
  const isInScript = (index: number) =>
    scripts.some((script) => script.index < index && index < script.index + script[0].length);
  const parts: (Piece | Slot)[] = [];
  let end = 0;
  for (const { field, index } of found) {
    const before = page.slice(end, index);
    const write =
      kind === 'payload'
        ? (text: string) => inPayload(text, before.endsWith('"'))
        : isInScript(index)
          ? (text: string) => inScript(text, before.endsWith('\\"'))
          : inHtml;
    parts.push(pieceOf(Buffer.from(before)), { field, write });
    end = index + marks[field]!.length;
  }
  parts.push(pieceOf(Buffer.from(page.slice(end))));

  return {
    fillIn(words) {
      const filled = parts.map((part) => ('field' in part ? Buffer.from(part.write(words[part.field])) : part));
      return {
        plain: () => Buffer.concat(filled.map((part) => (Buffer.isBuffer(part) ? part : part.bytes))),
        gzip: () => gzipOf(filled),
      };
    },
  };
}

function indexesOf(text: string, part: string): number[] {
  const indexes: number[] = [];
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length)) indexes.push(at);
  return indexes;
}

/**
 * Returns whether a mark is also on the page in parts, or written in a way that is not known here. In each of them its
 * letters and digits stay together, or some of them.
 */
function hasFragment(page: string, marks: Personal & Partial<Words>): boolean {
  return Object.values(marks).some((mark) => {
    const whole = indexesOf(page, mark).length;
    return [...mark.matchAll(/[\w-]{8,11}/g)].some(([part]) => indexesOf(page, part).length !== whole);
  });
}
