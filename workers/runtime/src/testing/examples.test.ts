import { expect, test } from 'vitest';
import type { ExamplesOf } from './examples';
import { Added, label, Labelled, type counter } from '@/workers/testing/fixtures/counter';

const labelled = Labelled({ counterId: 'a', label: 'first' });

test('a type without an example, or with an example of another type, does not compile', () => {
  const complete = { commands: {}, events: { Labelled: labelled } } satisfies ExamplesOf<typeof label>;
  // @ts-expect-error Labelled is missing.
  const missing = { commands: {}, events: {} } satisfies ExamplesOf<typeof label>;
  const mistaken = {
    commands: {},
    // @ts-expect-error Added is not Labelled.
    events: { Labelled: Added({ counterId: 'a', amount: 1, total: 1 }) },
  } satisfies ExamplesOf<typeof label>;
  // @ts-expect-error The label's examples are not the counter's.
  const other: ExamplesOf<typeof counter> = complete;
  expect([missing, mistaken, other]).toHaveLength(3);
});
