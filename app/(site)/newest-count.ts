import { z } from 'zod';

/** How many of the newest tutorials the home page shows at first, and how many more with every "Show more". */
export const NEWEST_STEP = 12;
/** Past this, scrolling is not how anybody finds a tutorial. */
export const NEWEST_MOST = 120;

/** Reads `?newest=24`. What is no sensible number shows the first step. */
export function readCount(parameter: string | string[] | undefined): number {
  return z.coerce.number().int().min(NEWEST_STEP).max(NEWEST_MOST).catch(NEWEST_STEP).parse(parameter);
}
