import type { ChangedField, FieldValue, VideoChange } from '@/app/studio/_queries/video-changes';
import type { Chapter } from '@/text/chapters';
import { DEFAULT_LICENCE } from '@/text/licences';
import type { Role } from '@/workers/collaboration/contract';

/** A field that an edit can change back. */
export type EditableField = Exclude<ChangedField, 'file' | 'role'>;

/** The change of one field within an entry of the history. */
export interface EntryChange {
  field: EditableField;
  before: FieldValue;
  after: FieldValue;
}

/** The role that a person had on the video, and has since. Null: none. */
export interface RoleChange {
  readonly personName: string | null;
  readonly before: Role | null;
  readonly after: Role | null;
}

/** What was changed at once. */
export interface Entry {
  /** Identifies the entry: the position of its last change. */
  position: number;
  userId: string | null;
  userName: string | null;
  at: Date | null;
  /** By field, in the order in which they were changed. Empty unless it is an edit. */
  changes: EntryChange[];
  /** The name that the upload began with; null unless it is the upload. */
  uploadedAs: string | null;
  /** The name of the file that the video has since; null unless it is a new file. */
  file: string | null;
  /** Null unless somebody's role changed. */
  role: RoleChange | null;
}

/** What each field of a new video is, except its name. */
const INITIAL: Record<Exclude<EditableField, 'name'>, FieldValue> = {
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
 * Several changes of a field within an entry are one, and a field that ends as it began is left out. A new file and
 * somebody's new role are entries of their own. Pure.
 * @param changes newest first.
 */
export function entriesOf(changes: readonly VideoChange[]): Entry[] {
  const entries: Entry[] = [];
  for (const each of changes) {
    const { position, field, before, after, userId, userName, at } = each;
    const by = { position, userId, userName, at, changes: [], uploadedAs: null, file: null, role: null };
    if (field === 'role') addRole(entries, by, each);
    else if (field === 'file') addFile(entries, by, each);
    else if (field === 'name' && before === null) entries.push({ ...by, uploadedAs: String(after) });
    else {
      const change = { field, before: before ?? (field === 'name' ? null : INITIAL[field]), after };
      const last = entries.at(-1);
      if (last && isSameEdit(last, { userId, at })) {
        const later = last.changes.find((other) => other.field === field);
        if (later) later.before = change.before;
        else last.changes.unshift(change);
      } else entries.push({ ...by, changes: [change] });
    }
  }
  return entries
    .map((entry) => ({ ...entry, changes: entry.changes.filter(({ before, after }) => !isSame(before, after)) }))
    .filter((entry) => entry.changes.length > 0 || !isEdit(entry));
}

/**
 * Returns the entries of a page, and the position up to which the next page goes, or null. An entry whose last fields are
 * on the next page is there as a whole. Pure.
 * @param changes newest first.
 * @param most how many changes a page has.
 */
export function pageOf(changes: readonly VideoChange[], most: number): { entries: Entry[]; earlier: number | null } {
  const entries = entriesOf(changes);
  if (changes.length < most) return { entries, earlier: null };
  const last = entries.at(-1);
  return entries.length > 1 && last
    ? { entries: entries.slice(0, -1), earlier: last.position }
    : { entries, earlier: changes.at(-1)!.position - 1 };
}

function isEdit({ uploadedAs, file, role }: Entry): boolean {
  return uploadedAs === null && file === null && role === null;
}

/** Adds a new file. The first one is a part of the upload. */
function addFile(entries: Entry[], by: Entry, { before, after }: VideoChange): void {
  const [word, ...name] = String(after).split(' ');
  if (word === 'replaced' || before !== null) entries.push({ ...by, file: name.join(' ') });
}

/**
 * Adds a change of somebody's role. Another role begins right before the earlier one ends: both are one entry. A role
 * that ends without having begun never was one.
 */
function addRole(entries: Entry[], by: Entry, { before, after, personName }: VideoChange): void {
  const [word, role] = String(after).split(' ') as ['admitted' | 'dismissed', Role];
  if (word === 'dismissed') {
    if (before !== null) entries.push({ ...by, role: { personName, before: role, after: null } });
    return;
  }
  const last = entries.at(-1);
  const isOther = last?.role?.after === null && last.role.personName === personName && last.role.before !== role;
  if (
    isOther &&
    last.at?.getTime() !== undefined &&
    Math.abs(last.at.getTime() - (by.at?.getTime() ?? 0)) < ONE_STEP_MS
  )
    last.role = { personName, before: last.role!.before, after: role };
  else entries.push({ ...by, role: { personName, before: null, after: role } });
}

/** How far apart the two parts of a change of a role are at most, in milliseconds. */
const ONE_STEP_MS = 60_000;

function isSameEdit(entry: Entry, { userId, at }: Pick<VideoChange, 'userId' | 'at'>): boolean {
  if (!isEdit(entry) || userId === null || at === null) return false;
  return entry.userId === userId && entry.at?.getTime() === at.getTime();
}

/** Returns whether two values of a field are equal. Pure. */
export function isSame(one: FieldValue, other: FieldValue): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** The present value of each field. */
export type PresentValues = Readonly<Record<EditableField, FieldValue>>;

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

function fieldsOf(field: EditableField, value: FieldValue): Edit {
  if (field === 'visibility') {
    const [visibility, publishAt] = String(value).split(' ') as [Edit['visibility'], string?];
    return { visibility, ...(publishAt !== undefined && { publishAt }) };
  }
  return { [field]: field === 'chapters' ? value : (value ?? '') };
}
