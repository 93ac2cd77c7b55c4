/** How many bytes had arrived at a moment, in milliseconds of any clock. */
export interface Sample {
  at: number;
  bytes: number;
}

/** Speed is that of the last seconds, so that it follows the connection without jumping at every packet. */
const WINDOW_MS = 10_000;
/** Before this much is known it is a guess, so nothing is said. */
const LEAST_MS = 1_000;

/** The samples with one more, without those that are too old. An upload that went back (a lost part) begins again. */
export function addSample(samples: readonly Sample[], sample: Sample): Sample[] {
  const last = samples.at(-1);
  if (last && sample.bytes < last.bytes) return [sample];
  return [...samples.filter(({ at }) => at >= sample.at - WINDOW_MS), sample];
}

/** Bytes a second over the samples, or null while too little is known. */
export function speedOf(samples: readonly Sample[]): number | null {
  const [first, last] = [samples[0], samples.at(-1)];
  if (!first || !last || last.at - first.at < LEAST_MS || last.bytes === first.bytes) return null;
  return ((last.bytes - first.bytes) * 1000) / (last.at - first.at);
}

/** The time left in words: "about 3 minutes left". Null while the speed is not known. */
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
