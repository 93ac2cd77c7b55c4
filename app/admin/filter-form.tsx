import Form from 'next/form';
import { ButtonLink } from '@/app/_ui/base/button-link';
import { Field } from '@/app/_ui/form/field';
import { SubmitButton } from '@/app/_ui/form/submit-button';
import type { Filters } from './filters';

/** The filters of the list. The form is a GET, so its address can be bookmarked and it works without JavaScript. */
export function FilterForm({ filters, traceError }: { filters: Filters; traceError: string | null }) {
  const shared = { autoComplete: 'off', spellCheck: false, autoCapitalize: 'off' } as const;
  return (
    // The key empties the fields when the filters are cleared.
    <Form
      action="/admin"
      key={JSON.stringify(filters)}
      className="grid grid-cols-2 items-start gap-x-3 gap-y-4 lg:grid-cols-4 lg:gap-4"
    >
      <Field
        name="category"
        label="Category"
        placeholder="identity:command"
        defaultValue={filters.category ?? ''}
        {...shared}
      />
      <Field name="type" label="Type" placeholder="Registered" defaultValue={filters.type ?? ''} {...shared} />
      <Field
        name="stream"
        label="Stream"
        placeholder="videoPublishing-…"
        defaultValue={filters.stream ?? ''}
        {...shared}
      />
      <Field
        name="trace"
        label="Trace id"
        defaultValue={filters.trace ?? ''}
        error={traceError ?? undefined}
        {...shared}
      />
      {filters.isLive ? null : <input type="hidden" name="live" value="off" />}
      {filters.hasProgress ? <input type="hidden" name="progress" value="on" /> : null}
      <div className="flex flex-wrap gap-3 col-span-2 lg:col-span-4">
        <SubmitButton variant="secondary">Filter</SubmitButton>
        <ButtonLink variant="ghost" href="/admin">
          Clear
        </ButtonLink>
      </div>
    </Form>
  );
}
