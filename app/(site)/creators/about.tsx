import type { Channel } from '@/app/_lib/channels/channel';
import { Markdown } from '@/app/_ui/markdown/markdown';
import { parseMarkdown, plainText } from '@/text/markdown';

/** In characters. A longer text, or one of more lines, is cut off in the head, and stands whole below the tutorials. */
const SHORT = 220;
const SHORT_LINES = 3;

/** Returns whether a text, in Markdown, does not fit into the head of the page. */
export function isLong(text: string): boolean {
  return text.length > SHORT || text.split('\n').length > SHORT_LINES;
}

/** Returns the first paragraph of a text in Markdown, without its markup. */
export function firstParagraph(text: string): string {
  const { children } = parseMarkdown(text);
  const first = children.find(({ type }) => type === 'paragraph') ?? children[0];
  return first ? plainText(first) : '';
}

/** All that a creator says about themselves. */
export function About({ channel: { name, text } }: { channel: Channel }) {
  return (
    <section id="about" aria-labelledby="about-title" className="mt-14 scroll-mt-6 border-t border-line pt-8">
      <h2 id="about-title" className="mb-4 text-xl wrap-anywhere">
        About <bdi>{name}</bdi>
      </h2>
      <div className="max-w-prose">
        <Markdown text={text} />
      </div>
    </section>
  );
}
