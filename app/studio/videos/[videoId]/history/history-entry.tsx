import { ArrowRight } from 'lucide-react';
import { writeChapterLines } from '@/text/chapter-lines';
import type { Chapter } from '@/text/chapters';
import { LocalTime } from '@/app/_ui/time/local-time';
import type { FieldValue } from '@/app/studio/_queries/video-changes';
import type { Role } from '@/workers/collaboration/contract';
import { FIELD_LABELS, formatField } from '../field-words';
import { bringBackEntry, undoEntry } from './actions';
import { byWhom } from './by-whom';
import { changedLines } from './changed-lines';
import { bringBack, undoOf, type Entry, type EntryChange, type PresentValues, type RoleChange } from './entries';
import { EntryForm } from './entry-form';

interface HistoryEntryProps {
  entry: Entry;
  videoId: string;
  /** The user who looks at the history. */
  userId: string;
  /** Whether the user may undo changes. */
  mayChange: boolean;
  present: PresentValues;
}

/** What was changed at once: when, by whom, and each field before and after. */
export function HistoryEntry({ entry, videoId, userId, mayChange, present }: HistoryEntryProps) {
  const { position, at, changes } = entry;
  const id = `change-${position}`;
  const action = !mayChange
    ? null
    : undoOf(entry, present)
      ? ({ action: undoEntry, label: 'Undo' } as const)
      : bringBack(entry, present)
        ? ({ action: bringBackEntry, label: 'Bring this back' } as const)
        : null;
  return (
    <li className="grid gap-4 p-5 sm:px-7">
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <p id={id} className="text-sm text-muted">
          <span className="block text-base font-medium text-ink">{whatOf(entry)}</span>
          {at ? <LocalTime date={at} /> : 'Time not recorded'}
          {', '}
          {whoOf(entry, userId)}
        </p>
        {action ? <EntryForm {...action} videoId={videoId} position={position} describedBy={id} /> : null}
      </div>
      {changes.length > 0 ? (
        <dl className="grid gap-3">
          {changes.map((change) => (
            <div key={change.field} className="grid gap-1 sm:grid-cols-[9rem_minmax(0,1fr)] sm:gap-6">
              <dt className="text-sm text-muted sm:py-2">{FIELD_LABELS[change.field]}</dt>
              <dd>
                <BeforeAndAfter {...change} />
              </dd>
            </div>
          ))}
        </dl>
      ) : null}
    </li>
  );
}

function whatOf({ changes, uploadedAs, file, role }: Entry): string {
  if (uploadedAs !== null) return `Uploaded as “${uploadedAs}”`;
  if (file !== null) return `Replaced the file with “${file}”`;
  if (role !== null) return roleWords(role);
  const labels = changes.map(({ field }) => (field === 'visibility' ? 'who can watch it' : FIELD_LABELS[field]));
  const list = new Intl.ListFormat('en', { type: 'conjunction' }).format(labels.map((label) => label.toLowerCase()));
  return `Changed ${list}`;
}

/** @param role at least one of both is a role. */
function roleWords({ personName, before, after }: RoleChange): string {
  const person = personName ?? 'Somebody whose account is deleted';
  if (after === null) return `${person} is no longer ${WITH_ARTICLE[before!]}`;
  return `${person} is now ${WITH_ARTICLE[after]}${before === null ? '' : `, and no longer ${WITH_ARTICLE[before]}`}`;
}

const WITH_ARTICLE: Readonly<Record<Role, string>> = { editor: 'an editor', viewer: 'a viewer' };

function whoOf(entry: Entry, reader: string): string {
  const { at, changes } = entry;
  const isByItself = at !== null && changes.length > 0 && changes.every(({ field }) => field === 'visibility');
  return byWhom(entry, reader) ?? (isByItself ? 'as you had set it' : 'person not recorded');
}

function BeforeAndAfter({ field, before, after }: EntryChange) {
  const shown =
    field === 'description' || field === 'chapters'
      ? changedLines(toText(before), toText(after))
      : { before: toText(before), after: toText(after), isPart: false };
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] items-stretch gap-1.5 sm:grid-cols-[minmax(0,1fr)_auto_minmax(0,1fr)] sm:gap-3">
      <Value kind="before" field={field} text={shown.before} isPart={shown.isPart} />
      <ArrowRight className="size-4 self-center text-muted max-sm:mx-3 max-sm:rotate-90" aria-hidden />
      <Value kind="after" field={field} text={shown.after} isPart={shown.isPart} />
    </div>
  );
}

/** The words for an empty value of a field, where they are others than those of a list. */
const EMPTY: Partial<Record<EntryChange['field'], string>> = {
  description: 'Empty',
  tags: 'Empty',
  chapters: 'None edited',
  poster: formatField('poster', ''),
};

interface ValueProps {
  kind: 'before' | 'after';
  field: EntryChange['field'];
  text: string;
  isPart: boolean;
}

function Value({ kind, field, text, isPart }: ValueProps) {
  return (
    <div
      className={`max-h-60 min-w-0 overflow-y-auto rounded-lg px-3 py-2 text-[0.9375rem] wrap-anywhere ${
        kind === 'before' ? 'bg-sunken text-muted' : 'bg-accent-soft'
      }`}
    >
      <span className="sr-only">{kind === 'before' ? 'Before: ' : 'After: '}</span>
      {isPart ? <span aria-hidden>… </span> : null}
      {text === '' ? <em>{EMPTY[field] ?? 'Not stated'}</em> : null}
      {field === 'visibility' ? <VisibilityWords value={text} /> : null}
      {field !== 'visibility' && text !== '' ? (
        <span dir="auto" className="whitespace-pre-wrap">
          {formatField(field, text)}
        </span>
      ) : null}
    </div>
  );
}

/** @param value in the form of the history: `scheduled 2026-11-27T08:00:00.000Z`. */
function VisibilityWords({ value }: { value: string }) {
  const [visibility = '', time] = value.split(' ');
  return (
    <>
      {formatField('visibility', visibility)}
      {time ? (
        <>
          {' for '}
          <LocalTime date={new Date(time)} />
        </>
      ) : null}
    </>
  );
}

function toText(value: FieldValue): string {
  if (value === null) return '';
  if (typeof value === 'string') return value;
  return value.every((each) => typeof each === 'string')
    ? value.join(', ')
    : writeChapterLines(value as readonly Chapter[]);
}
