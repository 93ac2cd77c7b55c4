import type { Aggregator } from '@/workers/runtime/src/projecting/aggregator';
import { projections } from './projection';
import { rules } from './rules';
import { tables } from './tables';

/** Each creator's videos as the studio shows them: processing, publication, and views and watch time by day. */
export const creatorsVideos: Aggregator = { name: 'creators-videos', version: 4, tables, rules, projections };
