/**
 * How long tests wait for anything, in milliseconds. It guards against hanging only, and says nothing of how long
 * things should take: on a machine with twenty times as much to do as it has cores, all takes twenty times as long.
 * Less than what vitest.config.ts gives a test, so that a failure says what was waited for.
 */
export const LONGEST_WAIT_MS = 240_000;
