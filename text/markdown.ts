import { fromMarkdown } from 'mdast-util-from-markdown';

export type MarkdownRoot = ReturnType<typeof fromMarkdown>;
export type MarkdownNode = MarkdownRoot['children'][number];

/**
 * What people would not expect in a text that they type, or that descriptions from before Markdown have: HTML is text,
 * an indented line is no code, `&amp;` is what it is, and no line disappears as the definition of a link.
 */
const PLAIN_TEXT = {
  disable: { null: ['htmlFlow', 'htmlText', 'codeIndented', 'characterReference', 'definition', 'setextUnderline'] },
};

/**
 * A line that begins with more marks of lists and quotations than anybody means. They take the parser seconds, so such
 * a text is no Markdown.
 */
const TOO_DEEP = /^[ \t]*(?:(?:>|[-+*](?=[ \t]|$)|\d{1,9}[.)](?=[ \t]|$))[ \t]*){13}/m;

/** Parses Markdown (CommonMark without HTML). */
export function parseMarkdown(text: string): MarkdownRoot {
  if (TOO_DEEP.test(text)) {
    return { type: 'root', children: [{ type: 'paragraph', children: [{ type: 'text', value: text }] }] };
  }
  return fromMarkdown(text, { extensions: [PLAIN_TEXT] });
}

/** Returns the text of a node without its markup. */
export function plainText(node: MarkdownRoot | MarkdownNode): string {
  if ('children' in node) {
    const isBlock = ['root', 'list', 'listItem', 'blockquote'].includes(node.type);
    return node.children.map(plainText).join(isBlock ? '\n' : '');
  }
  if (node.type === 'break') return '\n';
  if (node.type === 'image') return node.alt ?? '';
  return 'value' in node ? node.value : '';
}
