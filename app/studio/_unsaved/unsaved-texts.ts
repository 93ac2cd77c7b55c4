import { parseBegan, withPlainBreaks } from '@/app/_lib/commands/compare-fields';
import { BEGAN_FROM, type Typed } from '@/app/_lib/commands/form-state';
import { changesOf, type EditorLine } from '@/app/studio/videos/[videoId]/captions/[trackId]/lines-state';
import { writeTime } from '@/text/times';

/** A text that was typed and not saved. */
export interface UnsavedText {
  readonly label: string;
  readonly text: string;
}

/** The labels of the fields of the studio's forms into which people write. A choice is quickly made again. */
const LABELS: Readonly<Record<string, string>> = {
  name: 'Name',
  title: 'Title',
  description: 'Description',
  points: 'What people learn',
  tags: 'Tags',
  chapters: 'Chapters',
};
/** The field in which the editor of captions keeps its lines. */
const LINES = 'kept';

/** Returns the texts of a draft that differ from what the page had when they were typed. Pure. */
export function unsavedTexts(draft: Typed): UnsavedText[] {
  const began = parseBegan(draft[BEGAN_FROM] ?? '');
  return Object.entries(draft).flatMap(([field, value]) => {
    const label = LABELS[field];
    const text = field === LINES ? changedLines(value) : value;
    if (text.trim() === '' || (label === undefined && field !== LINES)) return [];
    if (withPlainBreaks(text) === withPlainBreaks(began[field] ?? '')) return [];
    return [{ label: label ?? 'Captions', text }];
  });
}

/** Returns the changed lines of a track, each with its time. */
function changedLines(kept: string): string {
  try {
    const { base, lines } = JSON.parse(kept) as Record<'base' | 'lines', readonly EditorLine[]>;
    const { added, changed } = changesOf({ base, lines });
    const written = [...added, ...changed].sort((one, other) => one.start - other.start);
    return written.map(({ start, text }) => `${writeTime(Math.floor(start / 1000))} ${text}`).join('\n');
  } catch {
    return '';
  }
}
