import type { Chapter } from '@/text/chapters';
import { ChapterLinks } from './chapter-links';

interface ChaptersProps {
  chapters: readonly Chapter[];
  /** The address of the page, to which `t` is added. */
  address: `/watch/${string}`;
  lang: string | undefined;
}

/** The chapters of the video, with links that play them. Nothing without chapters. */
export function Chapters({ chapters, address, lang }: ChaptersProps) {
  if (chapters.length === 0) return null;
  return (
    <section aria-labelledby="chapters" className="overflow-hidden rounded-2xl border border-line bg-surface">
      <h2 id="chapters" className="border-b border-line px-4 py-3 text-base">
        Chapters
      </h2>
      <ChapterLinks chapters={chapters} address={address} lang={lang} />
    </section>
  );
}
