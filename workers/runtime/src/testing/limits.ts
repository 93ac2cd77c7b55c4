/**
 * How long a test waits for anything, in milliseconds. A limit against hanging, not an expectation: on a machine with a
 * load of twenty times its cores, everything takes twenty times as long. It is below the timeout of a test in
 * vitest.config.ts, so that the failure names the condition.
 */
export const LONGEST_WAIT_MS = 240_000;
