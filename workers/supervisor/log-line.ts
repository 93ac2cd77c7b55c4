interface LogEntry {
  level: number;
  msg: string;
  err?: { message?: string; type?: string };
}

const WARN = 40;
const ERROR = 50;
/** What every line has, or says elsewhere. */
const LEFT_OUT = new Set(['level', 'time', 'name', 'msg', 'err', 'pid', 'hostname']);

/**
 * A worker's log line as a person reads it: `✗ could not handle, will try again: … (consumer=identity, failures=2)`.
 * What is no log line of ours is passed on as it is.
 */
export function readable(line: string): string {
  const entry = parse(line);
  if (!entry) return line;
  const mark = entry.level >= ERROR ? '✗ ' : entry.level >= WARN ? '! ' : '';
  const error = entry.err?.message ? `: ${entry.err.message}` : '';
  const facts = Object.entries(entry)
    .filter(([key]) => !LEFT_OUT.has(key))
    .map(([key, value]) => `${key}=${typeof value === 'object' ? JSON.stringify(value) : String(value)}`);
  return `${mark}${entry.msg}${error}${facts.length > 0 ? ` (${facts.join(', ')})` : ''}`;
}

/** What Next says of itself at a start; the supervisor says it shorter, and names the address that people use. */
const BANNER = /^(▲ Next\.js|- (Local|Network|Experiments\b.*):|[⨯✓·] [a-z]+[A-Z]\w*$|✓ (Starting|Ready in|Running next\.config))/;
/** Makes the cursor visible again: dev says so at its end. */
const SHOW_CURSOR = '\u001b[?25h';

/** Whether a line of a child's tells people nothing. */
export function isNoise(line: string): boolean {
  const text = line.replace(SHOW_CURSOR, '').trim();
  return !text || BANNER.test(text);
}

function parse(line: string): LogEntry | null {
  if (!line.startsWith('{"level":')) return null;
  try {
    const entry = JSON.parse(line) as Partial<LogEntry>;
    return typeof entry.level === 'number' && typeof entry.msg === 'string' ? (entry as LogEntry) : null;
  } catch {
    return null;
  }
}
