import type { ChangedField, FieldValue, VideoChange } from '@/app/studio/_queries/video-changes';
import type { Chapter } from '@/text/chapters';
import { DEFAULT_LICENCE } from '@/text/licences';

/** The change of one field within an entry of the history. */
export interface EntryChange {
  field: ChangedField;
  before: FieldValue;
  after: FieldValue;
}

/** What was changed at once. */
export interface Entry {
  /** Identifies the entry: the position of its last change. */
  position: number;
  userId: string | null;
  userName: string | null;
  at: Date | null;
  /** By field, in the order in which they were changed. Empty for the upload. */
  changes: EntryChange[];
  /** The name that the upload began with; null for an edit. */
  uploadedAs: string | null;
}

/** What each field of a new video is, except its name. */
const INITIAL: Record<Exclude<ChangedField, 'name'>, FieldValue> = {
  description: '',
  tags: [],
  category: null,
  language: null,
  licence: DEFAULT_LICENCE,
  chapters: null,
  visibility: 'private',
  poster: null,
};

/**
 * Groups the changes of a video into entries, newest first: what one person changed at the same time is one entry.
 * Several changes of a field within an entry are one, and a field that ends as it began is left out. Pure.
 * @param changes newest first.
 */
export function entriesOf(changes: readonly VideoChange[]): Entry[] {
  const entries: Entry[] = [];
  for (const { position, field, before, after, userId, userName, at } of changes) {
    const isUpload = field === 'name' && before === null;
    const change = { field, before: before ?? (field === 'name' ? null : INITIAL[field]), after };
    const last = entries.at(-1);
    if (last && !isUpload && isSameEdit(last, { userId, at })) {
      const later = last.changes.find((each) => each.field === field);
      if (later) later.before = change.before;
      else last.changes.unshift(change);
    } else {
      const uploadedAs = isUpload ? String(after) : null;
      entries.push({ position, userId, userName, at, changes: isUpload ? [] : [change], uploadedAs });
    }
  }
  return entries
    .map((entry) => ({ ...entry, changes: entry.changes.filter(({ before, after }) => !isSame(before, after)) }))
    .filter(({ changes: left, uploadedAs }) => left.length > 0 || uploadedAs !== null);
}

function isSameEdit(entry: Entry, { userId, at }: Pick<VideoChange, 'userId' | 'at'>): boolean {
  if (entry.uploadedAs !== null || userId === null || at === null) return false;
  return entry.userId === userId && entry.at?.getTime() === at.getTime();
}

/** Returns whether two values of a field are equal. Pure. */
export function isSame(one: FieldValue, other: FieldValue): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** The present value of each field. */
export type PresentValues = Readonly<Record<ChangedField, FieldValue>>;

/** An edit, as the command `EditDetails` takes it, and the poster. */
export interface Edit {
  name?: string;
  description?: string;
  tags?: string[];
  category?: string;
  language?: string;
  licence?: string;
  chapters?: Chapter[] | null;
  visibility?: 'private' | 'unlisted' | 'public' | 'scheduled';
  publishAt?: string;
  /** As the history has it; empty for the one that the site chose. Not a part of the command. */
  poster?: string;
}

/**
 * Returns the edit that undoes an entry: its fields get the values from before. Fields that were changed again since
 * stay as they are. Null if that is so for all of them. Pure.
 */
export function undoOf(entry: Entry, present: PresentValues): Edit | null {
  return editTo(
    entry.changes.filter(({ field, after }) => isSame(after, present[field])),
    'before',
  );
}

/**
 * Returns the edit that brings back what an entry said: its fields get the values from after it. It never changes who
 * can watch the video. Null if the fields have these values. Pure.
 */
export function bringBack(entry: Entry, present: PresentValues): Edit | null {
  return editTo(
    entry.changes.filter(({ field, after }) => field !== 'visibility' && !isSame(after, present[field])),
    'after',
  );
}

function editTo(changes: readonly EntryChange[], which: 'before' | 'after'): Edit | null {
  // The file of a picture that was a poster is deleted.
  const possible = changes.filter((change) => change.field !== 'poster' || change[which] !== 'picture');
  if (possible.length === 0) return null;
  return Object.assign({}, ...possible.map((change) => fieldsOf(change.field, change[which]))) as Edit;
}

function fieldsOf(field: ChangedField, value: FieldValue): Edit {
  if (field === 'visibility') {
    const [visibility, publishAt] = String(value).split(' ') as [Edit['visibility'], string?];
    return { visibility, ...(publishAt !== undefined && { publishAt }) };
  }
  return { [field]: field === 'chapters' ? value : (value ?? '') };
}
