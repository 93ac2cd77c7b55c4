const PART = String.raw`(?:(\d{1,3}):)?(\d{1,2}):(\d{1,2})(?:[.,:](\d{1,3}))?`;
const TIME = new RegExp(`^${PART}$`);
const TIMING = new RegExp(String.raw`^\s*${PART}\s*-{1,2}>\s*${PART}(?:\s.*)?$`);
/** The timing of a SubViewer file: `0:00:01.000,0:00:03.000`. */
const COMMA_TIMING = /^\s*(\d{1,2}):(\d{2}):(\d{2})\.(\d{3}),(\d{1,2}):(\d{2}):(\d{2})\.(\d{3})\s*$/;

type Parts = readonly (string | undefined)[];

/** Reads a time that a person typed or a file has: `1:02:03.500`, `02:03,5`. Null for another text. Pure. */
export function parseTime(text: string): number | null {
  const match = TIME.exec(text.trim());
  return match ? toMilliseconds(match.slice(1)) : null;
}

/** Reads a line with the two times of a caption. Null for another line. Pure. */
export function parseTiming(line: string): { start: number; end: number } | null {
  const match = TIMING.exec(line) ?? COMMA_TIMING.exec(line);
  if (!match) return null;
  const [start, end] = [toMilliseconds(match.slice(1, 5)), toMilliseconds(match.slice(5, 9))];
  return start === null || end === null ? null : { start, end };
}

function toMilliseconds([hours = '0', minutes = '0', seconds = '0', fraction = '0']: Parts): number | null {
  if (Number(minutes) > 59 || Number(seconds) > 59) return null;
  const whole = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
  return whole * 1000 + Number(fraction.padEnd(3, '0'));
}

/** Returns a time as WebVTT has it: `00:01:02.345`. */
export function formatTime(milliseconds: number): string {
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  const [hours, minutes] = [milliseconds / 3600_000, (milliseconds / 60_000) % 60];
  return `${two(hours)}:${two(minutes)}:${two((milliseconds / 1000) % 60)}.${String(milliseconds % 1000).padStart(3, '0')}`;
}

/** Returns a time as people read it, with tenths: `1:02.3`. */
export function formatShortTime(milliseconds: number): string {
  const [hours, minutes, rest] = formatTime(milliseconds).split(':') as [string, string, string];
  const short = hours === '00' ? String(Number(minutes)) : `${Number(hours)}:${minutes}`;
  return `${short}:${rest}`;
}
