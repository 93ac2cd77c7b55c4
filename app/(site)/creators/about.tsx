import type { Channel } from '@/app/_lib/channels/channel';
import { Words } from './words';

/** In characters. A longer text, or one of more lines, is cut off in the head, and stands whole below the tutorials. */
const SHORT = 220;
const SHORT_LINES = 3;

/** Returns whether a text does not fit into the head of the page. */
export function isLong(text: string): boolean {
  return text.length > SHORT || text.split('\n').length > SHORT_LINES;
}

export function firstParagraph(text: string): string {
  return text.split(/\n\s*\n/, 1)[0]!;
}

/** All that a creator says about themselves. */
export function About({ channel: { name, text } }: { channel: Channel }) {
  return (
    <section id="about" aria-labelledby="about-title" className="mt-14 scroll-mt-6 border-t border-line pt-8">
      <h2 id="about-title" className="mb-4 text-xl wrap-anywhere">
        About <bdi>{name}</bdi>
      </h2>
      <Words text={text} />
    </section>
  );
}
