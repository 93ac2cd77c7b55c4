import { BY_ADMIN, BY_NO_PAGE } from '@/workers/aggregators/rules';

/** What all others do is for administrators, and for those who run the site. */
export const rules = { operations_messages: `${BY_ADMIN} OR ${BY_NO_PAGE}` };
