/** A part of an XML document. */
export interface Xml {
  readonly xml: string;
}

type Attributes = Readonly<Record<string, string | number | null>>;

const DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n';

/**
 * Returns an element.
 * @param content its text, or the elements in it; null stands for none.
 * @param attributes those that are null are left out.
 */
export function element(
  name: string,
  content: string | number | readonly (Xml | null)[],
  attributes?: Attributes,
): Xml {
  const inner = Array.isArray(content) ? content.map((part: Xml | null) => part?.xml ?? '').join('') : escape(content);
  const tag = `${name}${Object.entries(attributes ?? {})
    .map(([key, value]) => (value === null ? '' : ` ${key}="${escape(value)}"`))
    .join('')}`;
  return { xml: inner === '' ? `<${tag}/>` : `<${tag}>${inner}</${name}>` };
}

/** Returns the whole document of a root element. */
export function xmlDocument(root: Xml): string {
  return `${DECLARATION}${root.xml}\n`;
}

/** Returns the begin and the end of a document whose root is written part by part. */
export function xmlFrame(name: string, attributes: Attributes): { begin: string; end: string } {
  const empty = element(name, [], attributes).xml;
  return { begin: `${DECLARATION}${empty.slice(0, -2)}>\n`, end: `</${name}>\n` };
}

/** Escapes a text or the value of an attribute. XML has no way to write control characters and lone surrogates. */
function escape(value: unknown): string {
  return String(value)
    .replaceAll(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
