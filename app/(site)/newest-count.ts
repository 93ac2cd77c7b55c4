import { z } from 'zod';

/** How many of the newest tutorials the home page shows at first, and how many more with every "Show more". */
export const NEWEST_STEP = 12;
/** The most that the list grows to. */
export const NEWEST_MOST = 120;

/** Reads `?newest=24`. Anything but a sensible number shows the first step. */
export function readCount(parameter: string | string[] | undefined): number {
  return z.coerce.number().int().min(NEWEST_STEP).max(NEWEST_MOST).catch(NEWEST_STEP).parse(parameter);
}
