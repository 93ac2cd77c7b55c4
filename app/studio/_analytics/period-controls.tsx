import type { Route } from 'next';
import Form from 'next/form';
import type { ReactNode } from 'react';
import { Button } from '@/app/_ui/base/button';
import { Field } from '@/app/_ui/form/field';
import { ChoiceLinks } from '@/app/_ui/list/choice-links';
import type { Period } from './period';
import { RANGES, stateParameters, type AnalyticsState, type Range } from './state';

/** The periods that end today, as links. @param path of the page. */
export function PeriodLinks({ state, path }: { state: AnalyticsState; path: string }) {
  return (
    <ChoiceLinks
      label="Period"
      choices={(Object.keys(RANGES) as Range[]).map((range) => ({
        href: `${path}${stateParameters({ ...state, range, from: '', to: '', by: '' })}`,
        label: RANGES[range],
        isChosen: state.from === '' && state.range === range,
      }))}
    />
  );
}

/** A form that asks for the first and the last day of a period. @param path of the page. */
export function DaysForm({ state, period, path }: { state: AnalyticsState; period: Period; path: string }) {
  return (
    <ParametersForm state={state} path={path} typed={['from', 'to']} button="Show these days">
      <div className="w-40 max-w-full">
        <Field name="from" type="date" label="First day" defaultValue={period.firstDay} required />
      </div>
      <div className="w-40 max-w-full">
        <Field name="to" type="date" label="Last day" defaultValue={period.lastDay} required />
      </div>
    </ParametersForm>
  );
}

/** A form that changes some parameters of the address and keeps the others. @param typed the names of its fields. */
export function ParametersForm({
  state,
  path,
  typed,
  button,
  children,
}: {
  state: AnalyticsState;
  path: string;
  typed: readonly string[];
  button: string;
  children: ReactNode;
}) {
  const kept = [...new URLSearchParams(stateParameters(state))].filter(([name]) => !typed.includes(name));
  return (
    <Form action={path as Route} prefetch={false} className="flex max-w-full min-w-0 flex-wrap items-end gap-3">
      {kept.map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {children}
      <Button type="submit" variant="secondary">
        {button}
      </Button>
    </Form>
  );
}
