import Form from 'next/form';
import { ButtonLink } from '@/app/_ui/base/button-link';
import { Field } from '@/app/_ui/form/field';
import { SubmitButton } from '@/app/_ui/form/submit-button';
import { PROPERTIES, type Question, type Reduction } from './question';

const REDUCTION_NAMES: Readonly<Record<Reduction, string>> = {
  count: 'How many messages',
  sum: 'Sum of a field',
  mean: 'Mean of a field',
  p50: 'Median of a field',
  p95: '95th percentile of a field',
  last: 'Last value of a field',
  merge: 'Fields merged, the last ones win',
};

/** The question. The form is a GET, so its address can be bookmarked and it works without scripts. */
export function QuestionForm({
  question,
  faults,
  types,
}: {
  question: Question;
  faults: Readonly<Record<string, string | undefined>>;
  types: readonly string[];
}) {
  const shared = { autoComplete: 'off', spellCheck: false, autoCapitalize: 'off' } as const;
  return (
    <Form
      action="/admin/query"
      key={JSON.stringify(question)}
      className="grid items-start gap-x-3 gap-y-4 sm:grid-cols-2 lg:grid-cols-4 lg:gap-4"
    >
      <div className="sm:col-span-2">
        <Field
          name="type"
          label="Messages of these types"
          placeholder="VideoViewed"
          list="message-types"
          defaultValue={question.types.join(', ')}
          error={faults.type}
          {...shared}
        />
      </div>
      <datalist id="message-types">
        {types.map((type) => (
          <option key={type} value={type}>
            {type}
          </option>
        ))}
      </datalist>
      <Field name="from" label="From" type="date" defaultValue={question.from} error={faults.from} />
      <Field name="to" label="To" type="date" defaultValue={question.to} error={faults.to} />
      <Field
        name="by"
        label="Grouped by"
        placeholder="day, or context.source"
        list="groupings"
        defaultValue={question.by}
        error={faults.by}
        {...shared}
      />
      <datalist id="groupings">
        {PROPERTIES.map((property) => (
          <option key={property} value={property}>
            {property}
          </option>
        ))}
      </datalist>
      <Field
        name="reduce"
        label="Reduced to"
        options={Object.entries(REDUCTION_NAMES).map(([value, label]) => ({ value, label }))}
        defaultValue={question.reduce}
      />
      <Field
        name="of"
        label="Field"
        placeholder="newSeconds"
        defaultValue={question.of}
        error={faults.of}
        {...shared}
      />
      <div className="flex flex-wrap gap-3 self-end">
        <SubmitButton pendingLabel="Asking…">Ask</SubmitButton>
        <ButtonLink variant="ghost" href="/admin/query">
          Clear
        </ButtonLink>
      </div>
    </Form>
  );
}
