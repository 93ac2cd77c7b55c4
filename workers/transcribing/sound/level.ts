/** The format in which speech is recognised: 16-bit samples of one channel. */
export const SAMPLES_A_SECOND = 16_000;
export const BYTES_A_MS = (SAMPLES_A_SECOND * 2) / 1000;
/** The length of the windows in which loudness is measured, in milliseconds. */
export const WINDOW_MS = 100;
/**
 * Sound below it counts as silence: -50 dB of full scale. Renditions have normalised loudness, so speech is near -16.
 */
const SILENCE = 10 ** (-50 / 20) * 32_768;

/** Returns the loudness of a piece of sound: the root mean square of each window. Pure. @param sound 16-bit samples. */
export function levelsOf(sound: Buffer): Float32Array {
  const samples = new Int16Array(sound.buffer, sound.byteOffset, Math.floor(sound.byteLength / 2));
  const size = (SAMPLES_A_SECOND * WINDOW_MS) / 1000;
  const levels = new Float32Array(Math.ceil(samples.length / size));
  for (let window = 0; window < levels.length; window += 1) {
    const end = Math.min(samples.length, (window + 1) * size);
    let sum = 0;
    for (let index = window * size; index < end; index += 1) sum += samples[index]! ** 2;
    levels[window] = Math.sqrt(sum / Math.max(1, end - window * size));
  }
  return levels;
}

/** Returns whether nothing can be heard from one time to another, in milliseconds. Pure. */
export function isSilent(levels: Float32Array, from: number, to: number): boolean {
  return levels.subarray(Math.floor(from / WINDOW_MS), Math.ceil(to / WINDOW_MS)).every((level) => level < SILENCE);
}

/**
 * Returns the middle of the quietest moment between two times, in milliseconds: a cut there is unlikely to split a
 * word. Pure.
 */
export function quietest(levels: Float32Array, from: number, to: number): number {
  let best = Math.floor(from / WINDOW_MS);
  for (let window = best; window < Math.min(levels.length, Math.ceil(to / WINDOW_MS)); window += 1)
    if (levels[window]! < levels[best]!) best = window;
  return (best + 0.5) * WINDOW_MS;
}
