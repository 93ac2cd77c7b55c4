export type Level = 'debug' | 'info' | 'warn' | 'error';

/** A line of the log: one JSON object, or what a person reads. */
export interface LogEntry {
  /** ISO 8601, UTC. */
  readonly time: string;
  readonly level: Level;
  /** Whose it is: `supervisor`, `app`, `postgres`, or a worker's name. */
  readonly name: string;
  readonly msg: string;
  readonly err?: { readonly message?: string; readonly type?: string; readonly stack?: string };
  readonly [fact: string]: unknown;
}

/** What every line has, or says elsewhere. */
const LEFT_OUT = new Set(['level', 'time', 'name', 'msg', 'err', 'pid', 'hostname']);
const MARKS: Readonly<Record<Level, string>> = { error: '✗ ', warn: '! ', info: '', debug: '' };
/** With which the supervisor and Next begin a line, and what it means. */
const MARKED: readonly [mark: RegExp, level: Level][] = [
  [/^(?:✗|⨯)\s*/, 'error'],
  [/^(?:!|⚠)\s+/, 'warn'],
  [/^(?:✓|…|↻|▶|▲)\s*/, 'info'],
];
// eslint-disable-next-line no-control-regex
const COLOURS = /\u001b\[[0-9;?]*[A-Za-z]/g;

/** Reads a line that is a log entry already, as workers write them; null for every other. Pure. */
export function parseEntry(line: string): LogEntry | null {
  if (!line.startsWith('{"level":')) return null;
  try {
    const entry = JSON.parse(line) as LogEntry;
    return typeof entry.level === 'string' && typeof entry.time === 'string' && typeof entry.msg === 'string'
      ? entry
      : null;
  } catch {
    return null;
  }
}

/**
 * The entry of a text that is none: a sentence of the supervisor's, what Next writes, an error with its stack. Pure.
 * @param level of a text that does not show its own by a mark.
 */
export function entryOf(name: string, text: string, time: string, level: Level): LogEntry {
  const plain = text.replaceAll(COLOURS, '').trim();
  const lines = plain.split('\n').filter((line) => line.trim());
  const error =
    lines.length > 1
      ? lines.find((line) => /^(?:Uncaught )?\S*(?:Error|Exception)\b.*$|^error: /.test(line.trim()))
      : undefined;
  const first = error ?? lines[0] ?? '';
  const [mark, marked] = MARKED.find(([pattern]) => pattern.test(first)) ?? [];
  const msg = (mark ? first.replace(mark, '') : first).trim();
  const stack = lines.length > 1 ? { err: { stack: plain } } : {};
  return { level: marked ?? (isStack(lines) ? 'error' : level), time, name, msg, ...stack };
}

function isStack(lines: readonly string[]): boolean {
  return lines.some((line) => /^\s+at .*[:)]/.test(line));
}

/** An entry as a person reads it, on one line: `✗ could not handle, will try again: no luck (consumer=identity, failures=2)`. Pure. */
export function readable(entry: LogEntry): string {
  const error = entry.err?.message ? `: ${entry.err.message}` : '';
  const facts = Object.entries(entry)
    .filter(([key]) => !LEFT_OUT.has(key))
    .map(([key, value]) => `${key}=${typeof value === 'object' ? JSON.stringify(value) : String(value)}`);
  return onOneLine(
    `${MARKS[entry.level] ?? ''}${entry.msg}${error}${facts.length > 0 ? ` (${facts.join(', ')})` : ''}`,
  );
}

/** With its line breaks written as `\n`, so that an entry is one line for everyone who searches the log. */
function onOneLine(text: string): string {
  return text.trimEnd().replaceAll(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/g, '\\n');
}

/** What Next says of itself at a start; the supervisor says it shorter, and names the address that people use. */
const BANNER =
  /^(▲ Next\.js|- (Local|Network|Experiments\b.*):|[⨯✓·] [a-z]+[A-Z]\w*$|✓ (Starting|Ready in|Running next\.config))/;

/** Whether a line of a child's tells people nothing. */
export function isNoise(line: string): boolean {
  const text = line.replaceAll(COLOURS, '').trim();
  return !text || BANNER.test(text);
}

/** Where Node says of an uncaught error in which line it was thrown; the error itself follows. */
const THROWN_AT = /^(?:file:\/\/|\/|node:|\[eval\]|[A-Za-z]:\\).*:\d+$/;

/** Whether a line goes on with what the lines before it began: a stack, the fields of an error, where it was thrown. Pure. */
export function continues(line: string, before: readonly string[]): boolean {
  if (before.length === 0) return false;
  const isOfThrow = THROWN_AT.test(before[0]!.trim());
  // Node ends what it says of an uncaught error with its version.
  if (isOfThrow) return !before.at(-1)!.startsWith('Node.js v');
  if (MARKED.some(([mark]) => mark.test(line.trim()))) return false;
  return /^\s|^[}\])]|^\(Use `node/.test(line) || line.trim() === '';
}
