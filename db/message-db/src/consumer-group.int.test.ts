import { afterAll } from 'vitest';
import { consumerGroupExamples } from './testing/examples/consumer-group.ts';
import { openTestStore } from './testing/store.ts';

const { store, close } = await openTestStore();
afterAll(close);

consumerGroupExamples(store);
