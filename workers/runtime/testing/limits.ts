/**
 * How long tests wait for anything, and may take, in milliseconds. Both guard against hanging only, and say nothing of how
 * long things should take: on a machine with twenty times as much to do as it has cores, all takes twenty times as long.
 */
export const LONGEST_WAIT_MS = 150_000;
export const LONGEST_TEST_MS = 600_000;
