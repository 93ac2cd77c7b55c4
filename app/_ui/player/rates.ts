import { HIGHEST_PLAYBACK_RATE } from '@/workers/view-counting/contract';

/** The speeds on offer. View counting credits no faster ones. */
export const RATES = [0.5, 0.75, 1, 1.25, 1.5, 2].filter((rate) => rate <= HIGHEST_PLAYBACK_RATE);
