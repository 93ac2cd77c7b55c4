import { rational } from './rational';

const RATE_MAX = 60;
/** Reordered pictures are two pictures late. At one a second, players give up. */
const RATE_MIN = 10;
/** The rates of cameras and video editors. */
const COMMON_RATES = ['24000/1001', '24', '25', '30000/1001', '30', '50', '60000/1001', '60'];
/** The rate for sources with few pictures, or without a rate. */
const RATE_DEFAULT = '30';

/**
 * Returns the constant frame rate for the renditions of a source, as an option of ffmpeg: the source's own rate up to
 * 60, an integer fraction of a faster one. For a variable rate, the lowest common rate that is not below its average.
 * Pure.
 * @param track ffprobe's rates. `r_frame_rate` is a multiple of all frame times, and may be the tick of a clock.
 */
export function frameRateOf(track: { r_frame_rate?: string; avg_frame_rate?: string }, isInterlaced: boolean): string {
  const [base, average] = [rational(track.r_frame_rate), rational(track.avg_frame_rate)];
  // The rate of interlaced video may count fields.
  const countsFields = isInterlaced && base !== null && average !== null && base > 1.9 * average;
  if (base !== null && base >= RATE_MIN && base <= RATE_MAX && !countsFields) return track.r_frame_rate as string;
  if (average === null || average < 1) return RATE_DEFAULT;
  if (countsFields && average <= RATE_MAX) return track.avg_frame_rate as string;
  if (base !== null && base > RATE_MAX && Math.abs(base - average) < base / 100) {
    return partOf(track.r_frame_rate as string, Math.ceil(base / RATE_MAX));
  }
  if (average < 23.5) return RATE_DEFAULT;
  return COMMON_RATES.find((rate) => (rational(rate) ?? 0) >= average * 0.9995) ?? String(RATE_MAX);
}

function partOf(rate: string, parts: number): string {
  const [over, under = '1'] = rate.split('/');
  return `${over}/${Number(under) * parts}`;
}
