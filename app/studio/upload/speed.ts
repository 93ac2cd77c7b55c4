/** The number of bytes that had arrived at a moment, in milliseconds of any clock. */
export interface Sample {
  at: number;
  bytes: number;
}

/**
 * The speed is that of this many last milliseconds. So it follows the connection, but does not jump at every packet.
 */
const WINDOW_MS = 10_000;
/** The shortest time, in milliseconds, from which a speed is computed. Before that it would be a guess. */
const MIN_MS = 1_000;

/** Adds a sample and removes those that are too old. Begins again if the upload went back, because a part was lost. */
export function addSample(samples: readonly Sample[], sample: Sample): Sample[] {
  const last = samples.at(-1);
  if (last && sample.bytes < last.bytes) return [sample];
  return [...samples.filter(({ at }) => at >= sample.at - WINDOW_MS), sample];
}

/** Returns the bytes a second over the samples, or null if there are too few. */
export function speedOf(samples: readonly Sample[]): number | null {
  const [first, last] = [samples[0], samples.at(-1)];
  if (!first || !last || last.at - first.at < MIN_MS || last.bytes === first.bytes) return null;
  return ((last.bytes - first.bytes) * 1000) / (last.at - first.at);
}

/** Returns the time left in words: "about 3 minutes left". Null while the speed is unknown. */
export function timeLeft(bytesLeft: number, speed: number | null): string | null {
  if (speed === null) return null;
  const seconds = bytesLeft / speed;
  if (seconds < 10) return 'a few seconds left';
  if (seconds < 60) return 'less than a minute left';
  const minutes = Math.round(seconds / 60);
  if (minutes < 60) return `about ${minutes} ${minutes === 1 ? 'minute' : 'minutes'} left`;
  const hours = Math.round(minutes / 60);
  return `about ${hours} ${hours === 1 ? 'hour' : 'hours'} left`;
}
