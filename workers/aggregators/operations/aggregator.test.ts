import { expect, test } from 'vitest';
import { readComponents } from '@/workers/testing/components';
import { operations } from './aggregator';

test('the operations view follows the commands and events of every component', async () => {
  const components = await readComponents();
  const categories = components.flatMap(({ contract }) => [contract.category, contract.commandCategory]);
  expect(categories.length).toBeGreaterThanOrEqual(8);
  expect(operations.projections.map(({ category }) => category).sort()).toEqual(categories.sort());
});
