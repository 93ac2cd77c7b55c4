import Link from 'next/link';
import { formatBytes, formatCount, formatDate } from '@/app/_lib/format/format';
import { Badge } from '@/app/_ui/base/badge';
import { languageName } from '@/text/languages';
import type { ListedItem } from './_queries/found-items';
import { DUPLICATES, FAILURES, IMPORTED_TWICE, NOTICES, REFUSALS } from './sentences';

/** Returns whether a video can be selected. */
export function canImport({ refusal, state }: Pick<ListedItem, 'refusal' | 'state'>): boolean {
  return refusal === null && (state === null || state === 'failed');
}

/** A video in the archives: what would be imported, what is missing, and its state. */
export function ItemRow({ item }: { item: ListedItem }) {
  const { itemId, path, bytes, title, failure, notices, refusal, state, videoId } = item;
  const fileName = path.slice(path.lastIndexOf('/') + 1);
  const name = title === '' ? fileName : title;
  return (
    <li className="grid grid-cols-[20px_minmax(0,1fr)] gap-x-4 px-4 py-3 sm:grid-cols-[20px_minmax(0,1fr)_auto] sm:px-5">
      {canImport(item) ? (
        <label className="relative mt-0.5 grid size-5 place-items-center after:absolute after:-inset-3">
          <input
            type="checkbox"
            name="item"
            value={itemId}
            defaultChecked
            className="relative z-10 size-5"
            aria-label={`Import ${name}`}
          />
        </label>
      ) : (
        <span />
      )}
      <div className="min-w-0">
        <h3 dir="auto" className="text-left text-[0.9375rem] leading-snug font-medium wrap-anywhere">
          {videoId ? (
            <Link href={`/studio/videos/${videoId}/details`} className="underline-offset-3 hover:underline">
              {name}
            </Link>
          ) : (
            name
          )}
        </h3>
        <p className="mt-1 text-sm wrap-anywhere text-muted tabular-nums">
          <bdi>{path}</bdi> · {formatBytes(bytes)}
        </p>
        <p className="text-sm text-muted tabular-nums">{contentsOf(item)}</p>
        {failure ? <p className="mt-1 text-sm text-danger">{FAILURES[failure]}</p> : null}
        {refusal ? (
          <p className={`mt-1 text-sm ${DUPLICATES.has(refusal) ? 'text-muted' : 'text-danger'}`}>
            {state === 'imported' ? (IMPORTED_TWICE[refusal] ?? REFUSALS[refusal]) : REFUSALS[refusal]}
          </p>
        ) : (
          notices.map((notice) => (
            <p key={notice} className="mt-1 text-sm text-notice">
              {NOTICES[notice]}
            </p>
          ))
        )}
      </div>
      <div className="max-sm:col-start-2 max-sm:mt-2">
        <StateBadge item={item} />
      </div>
    </li>
  );
}

function StateBadge({ item: { state, refusal } }: { item: ListedItem }) {
  if (refusal && DUPLICATES.has(refusal))
    return state === 'imported' ? <Badge tone="accent">Already imported</Badge> : <Badge>Duplicate</Badge>;
  if (refusal) return <Badge tone="danger">Can’t be imported</Badge>;
  if (state === 'imported') return <Badge tone="accent">Imported</Badge>;
  if (state === 'chosen') return <Badge>Importing</Badge>;
  return state === 'failed' ? <Badge tone="danger">Failed</Badge> : null;
}

/** What is imported with it, in a line. */
function contentsOf({ descriptionLength, tags, chapters, captions, publishedOn }: ListedItem): string {
  const parts = [
    descriptionLength === 0 ? 'No description' : `Description of ${formatCount(descriptionLength)} characters`,
    tags === 0 ? null : `${tags} ${tags === 1 ? 'tag' : 'tags'}`,
    chapters === 0 ? null : `${chapters} ${chapters === 1 ? 'chapter' : 'chapters'}`,
    captions.length === 0 ? 'no captions' : `captions in ${captions.map(languageName).join(', ')}`,
    publishedOn === null ? null : `first published on ${formatDate(new Date(`${publishedOn}T00:00:00Z`))}`,
  ];
  return parts.filter((part) => part !== null).join(' · ');
}
