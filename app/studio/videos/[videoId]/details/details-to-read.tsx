import { FIELD_LABELS, formatField } from '../field-words';
import type { DetailTexts } from '../details-fields';

const FIELDS = ['name', 'description', 'tags', 'category', 'language', 'licence', 'visibility'] as const;

/** The details of a video, for a viewer. */
export function DetailsToRead({ texts }: { texts: DetailTexts }) {
  return (
    <dl className="grid gap-4">
      {FIELDS.map((field) => (
        <div key={field} className="grid gap-1">
          <dt className="text-sm text-muted">{FIELD_LABELS[field]}</dt>
          <dd dir="auto" className="text-left whitespace-pre-line wrap-anywhere">
            {texts[field] === '' ? 'Not stated' : formatField(field, texts[field])}
          </dd>
        </div>
      ))}
    </dl>
  );
}
