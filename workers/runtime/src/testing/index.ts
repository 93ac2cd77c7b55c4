/** Helpers for tests of components and aggregators. They need vitest and fast-check. */
export { createMemoryStore, type MemoryStore } from '@message-db/client';
export { decideBatch } from '../deciding/decide-batch';
export { project } from '../projecting/projects';
export * from './arbitrary-history';
export * from './arbitrary-messages';
export { checkProperty } from './check-property';
export { given } from './decider';
export * from './decider-laws';
export { eventually } from './eventually';
export type { Examples, ExamplesOf } from './examples';
export { LONGEST_WAIT_MS } from './limits';
export { asRead } from './message';
export { expectDeterministicIn } from './projection-laws';
export { runDecider } from './run-decider';
export { beginAt, projectAll, readTables, type Tables, type TestDatabase } from './tables';
