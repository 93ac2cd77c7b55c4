import type { Aggregator } from '@/workers/runtime/src/projecting/aggregator';
import { projections } from './projection';
import { rules } from './rules';
import { tables } from './tables';

/** Each video as the watch page shows it, and the names of the creators. */
export const videos: Aggregator = { name: 'videos', version: 2, tables, rules, projections };
