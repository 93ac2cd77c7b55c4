import { Search } from 'lucide-react';
import type { Route } from 'next';
import Form from 'next/form';
import { Button } from '@/app/_ui/base/button';
import { classNames } from '@/app/_ui/base/class-names';
import { NearLink } from '@/app/_ui/base/near-link';
import { LinkPending } from '@/app/_ui/base/link-pending';
import { Field } from '@/app/_ui/form/field';
import { CATEGORIES, CATEGORY_NAMES } from '@/text/categories';
import { VISIBILITIES } from '@/workers/video-publishing/contract';
import { VISIBILITY_LABELS } from './[videoId]/field-words';
import { listParameters, SHOWN, SORTS, type ListState, type Shown } from './list-state';

const CATEGORY_OPTIONS = [
  { value: '', label: 'All' },
  { value: 'none', label: 'None chosen' },
  ...CATEGORIES.map((value) => ({ value, label: CATEGORY_NAMES[value] })),
];
const VISIBILITY_OPTIONS = [
  { value: '', label: 'All' },
  ...VISIBILITIES.map((value) => ({ value, label: VISIBILITY_LABELS[value] })),
];

/** In the trash, nobody else can watch anything. */
function withPart(list: ListState, part: Shown): ListState {
  return { ...list, in: part, ...(part === 'trash' && { visibility: '' }) };
}

/** The parts of the list as links, and a form to search and sort it. All of it is in the address. */
export function Toolbar({ list }: { list: ListState }) {
  return (
    <div className="mb-6 grid gap-4">
      <nav aria-label="Parts of the list" className="-mx-1 overflow-x-auto px-1 py-1">
        <ul className="flex gap-2">
          {(Object.keys(SHOWN) as Shown[])
            // The trash is its owner's.
            .filter((part) => part !== 'trash' || list.of === '')
            .map((part) => (
              <li key={part}>
                <NearLink
                  href={`/studio/videos${listParameters(withPart(list, part))}` as Route}
                  aria-current={part === list.in ? 'page' : undefined}
                  className={classNames(
                    'inline-flex min-h-9 items-center rounded-full border px-3.5 text-sm font-medium whitespace-nowrap transition-colors pointer-coarse:min-h-11',
                    part === list.in
                      ? 'border-transparent bg-accent-soft text-accent'
                      : 'border-line-strong/60 text-ink hover:bg-sunken',
                  )}
                >
                  {SHOWN[part]}
                  <LinkPending />
                </NearLink>
              </li>
            ))}
        </ul>
      </nav>
      <search>
        <Form action="/studio/videos" prefetch={false} className="flex flex-wrap items-end gap-3">
          {list.in === 'all' ? null : <input type="hidden" name="in" value={list.in} />}
          {list.of === '' ? null : <input type="hidden" name="of" value={list.of} />}
          <div className="min-w-48 flex-1">
            <Field
              name="q"
              type="search"
              label="Search"
              defaultValue={list.q}
              placeholder="Title, description or tag"
            />
          </div>
          <div className="w-48">
            <Field name="category" label="Category" defaultValue={list.category} options={CATEGORY_OPTIONS} />
          </div>
          {list.in === 'trash' ? null : (
            <div className="w-40">
              <Field
                name="visibility"
                label="Who can watch"
                defaultValue={list.visibility}
                options={VISIBILITY_OPTIONS}
              />
            </div>
          )}
          {list.in === 'trash' ? null : (
            <div className="w-40">
              <Field
                name="sort"
                label="Sort by"
                defaultValue={list.sort}
                options={Object.entries(SORTS).map(([value, label]) => ({ value, label }))}
              />
            </div>
          )}
          <Button type="submit" variant="secondary">
            <Search aria-hidden /> Show
          </Button>
        </Form>
      </search>
    </div>
  );
}
