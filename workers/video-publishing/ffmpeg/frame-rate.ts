import { rational } from './rational';

const RATE_MAX = 60;
/** Pictures that are decoded in another order are late by two of them: at one a second, players give up. */
const RATE_MIN = 10;
/** What cameras and programs use. */
const USUAL_RATES = ['24000/1001', '24', '25', '30000/1001', '30', '50', '60000/1001', '60'];
/** For what moves now and then, or does not say. */
const RATE_DEFAULT = '30';

/**
 * The constant rate that the renditions of a source get: its own up to 60, an even part of a faster one. Where frames
 * come at any time, the usual rate that has room for their average. As ffmpeg takes it. Pure.
 * @param track `r_frame_rate` times all frames, but may be the tick of a clock.
 */
export function frameRateOf(track: { r_frame_rate?: string; avg_frame_rate?: string }, isInterlaced: boolean): string {
  const [base, average] = [rational(track.r_frame_rate), rational(track.avg_frame_rate)];
  // Of interlaced pictures it may count the fields.
  const countsFields = isInterlaced && base !== null && average !== null && base > 1.9 * average;
  if (base !== null && base >= RATE_MIN && base <= RATE_MAX && !countsFields) return track.r_frame_rate as string;
  if (average === null || average < 1) return RATE_DEFAULT;
  if (countsFields && average <= RATE_MAX) return track.avg_frame_rate as string;
  if (base !== null && base > RATE_MAX && Math.abs(base - average) < base / 100) {
    return partOf(track.r_frame_rate as string, Math.ceil(base / RATE_MAX));
  }
  if (average < 23.5) return RATE_DEFAULT;
  return USUAL_RATES.find((rate) => (rational(rate) ?? 0) >= average * 0.9995) ?? String(RATE_MAX);
}

function partOf(rate: string, parts: number): string {
  const [over, under = '1'] = rate.split('/');
  return `${over}/${Number(under) * parts}`;
}
