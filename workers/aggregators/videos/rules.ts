import { FOR_ALL, VIEWER } from '@/workers/aggregators/rules';
import { PUBLISHED } from '../published';

/** A video is its owner's until it is published, and then everybody's. */
export const rules = { videos: `${PUBLISHED} OR owner_id = ${VIEWER}`, videos_creators: FOR_ALL };
