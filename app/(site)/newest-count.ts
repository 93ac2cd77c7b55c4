import { z } from 'zod';

/** How many of the newest tutorials the home page shows at first, and how many each "Show more" adds. */
export const NEWEST_STEP = 12;
/** The largest number that the list grows to. */
export const NEWEST_MAX = 120;

const count = z.coerce.number().int().min(NEWEST_STEP).max(NEWEST_MAX).catch(NEWEST_STEP);

/** Reads `?newest=24`. An invalid number gives the first step. */
export function readCount(parameter: string | string[] | undefined): number {
  return count.parse(parameter);
}
