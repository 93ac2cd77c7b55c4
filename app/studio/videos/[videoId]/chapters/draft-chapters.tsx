import { formatDuration } from '@/app/_lib/format/format';
import type { Chapter } from '@/text/chapters';
import { ChangeButton } from '../change-button';
import { acceptDraft } from './actions';
import { countChapters } from './words';

interface DraftChaptersProps {
  videoId: string;
  chapters: readonly Chapter[];
  lang: string | undefined;
}

/** A draft of chapters from the automatic captions. The public sees nothing of it until an editor uses it. */
export function DraftChapters({ videoId, chapters, lang }: DraftChaptersProps) {
  if (chapters.length === 0) return null;
  return (
    <section aria-labelledby="draft" className="mb-6 grid gap-3 rounded-xl bg-sunken p-4">
      <h3 id="draft" className="font-medium">
        A draft of {countChapters(chapters.length)}
      </h3>
      <p className="text-sm text-muted">
        A chapter begins after each long pause, titled with the first words spoken. This draft is private. Use it, then
        give the chapters better titles.
      </p>
      <details>
        <summary className="-mx-2 inline-flex min-h-11 cursor-pointer items-center rounded-lg px-2 text-sm font-medium text-accent hover:bg-surface">
          Show the draft
        </summary>
        <ol className="mt-2 grid gap-1 text-sm" lang={lang}>
          {chapters.map(({ startSeconds, title }) => (
            <li key={startSeconds} className="flex gap-3">
              <span className="w-14 shrink-0 text-muted tabular-nums">{formatDuration(startSeconds)}</span>
              <span dir="auto" className="wrap-anywhere">
                {title}
              </span>
            </li>
          ))}
        </ol>
      </details>
      <ChangeButton videoId={videoId} action={acceptDraft} variant="secondary" pendingLabel="Just a moment…">
        Use this draft
      </ChangeButton>
    </section>
  );
}
