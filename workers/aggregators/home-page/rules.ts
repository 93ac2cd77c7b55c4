import { FOR_ALL } from '@/workers/aggregators/rules';
import { PUBLISHED } from '../published';

/** What is published, and the name of whoever may have published it. */
export const rules = { home_page_videos: PUBLISHED, home_page_creators: FOR_ALL, home_page_totals: FOR_ALL };
