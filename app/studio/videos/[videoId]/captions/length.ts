/** Returns a length in whole milliseconds, as the component of captions has it; null if it is not known. */
export function millisecondsOf(lengthSeconds: number | null): number | null {
  return lengthSeconds === null ? null : Math.round(lengthSeconds * 1000);
}
