import type { Aggregator } from '@/workers/runtime/aggregator';
import { projections } from './projection';
import { tables } from './tables';

/** Accounts and ended sessions, for signing in. */
export const userCredentials: Aggregator = { name: 'user-credentials', version: 1, tables, projections };
