import type { Aggregator } from '@/workers/runtime/src/projecting/aggregator';
import { projections } from './projection';
import { rules } from './rules';
import { tables } from './tables';

/** The home page: cards of published videos, the creators' names, and the total of views. */
export const homePage: Aggregator = { name: 'home-page', version: 2, tables, rules, projections };
