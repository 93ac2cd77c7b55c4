import type { Aggregator } from '@/workers/runtime/src/projecting/aggregator';
import { projections } from './projection';
import { rules } from './rules';
import { tables } from './tables';

/** Accounts and ended sessions, for signing in. A password's hash is told by `view.password_of` alone, of one account at a time. */
export const userCredentials: Aggregator = {
  name: 'user-credentials',
  version: 2,
  tables,
  hidden: { user_credentials: ['password_hash'] },
  rules,
  projections,
};
