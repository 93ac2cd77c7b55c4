import type { Aggregator } from '@/workers/runtime/src/projecting/aggregator';
import { projections } from './projection';
import { rules } from './rules';
import { tables } from './tables';

/** Every message, for the operations pages. */
export const operations: Aggregator = { name: 'operations', version: 2, tables, rules, projections };
