import { parseLoop, writeLoop, type Loop } from '../loop/loop';
import { parseStartTime } from './start-time';

/** Where a video starts. */
export interface Start {
  /** From the beginning of the video. */
  readonly seconds: number;
  /** It is where somebody stopped the last time, so they may want the beginning instead. */
  readonly isResumed: boolean;
  /** What repeats from the start; null for nothing. */
  readonly loop: Loop | null;
}

interface Sources {
  /** Where a click or a key of this page starts it, in seconds; null for one that only plays. */
  readonly clicked: number | null;
  /** The query of the page's address: `?loop=83-97`, `?t=1m30s`. */
  readonly query: string;
  /** Where somebody was in this browser, in seconds; null if nowhere. */
  readonly kept: number | null;
}

/** Returns where a video starts: a click wins, then `?loop`, `?t`, the kept position, the beginning. Pure. */
export function decideStart({ clicked, query, kept }: Sources, lengthSeconds: number): Start {
  const address = new URLSearchParams(query);
  const loop = parseLoop(address.get('loop'), lengthSeconds);
  const chosen = clicked ?? loop?.start ?? parseStartTime(address.get('t'), lengthSeconds);
  const isResumed = chosen === null && kept !== null && kept < lengthSeconds;
  return { seconds: chosen ?? (isResumed ? kept : 0), isResumed, loop };
}

/** Returns what the query of an address says of the start, as other addresses of the video say it. Pure. */
export function startQuery(query: string, lengthSeconds: number): { t?: number; loop?: string } {
  const address = new URLSearchParams(query);
  const seconds = parseStartTime(address.get('t'), lengthSeconds);
  const loop = parseLoop(address.get('loop'), lengthSeconds);
  return { ...(seconds && { t: seconds }), ...(loop && { loop: writeLoop(loop)! }) };
}
