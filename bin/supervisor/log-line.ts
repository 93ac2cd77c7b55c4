export type Level = 'debug' | 'info' | 'warn' | 'error';

/** An entry of the log, which is written as a JSON object or as text. */
export interface LogEntry {
  /** ISO 8601, UTC. */
  readonly time: string;
  readonly level: Level;
  /** The process: `supervisor`, `app`, `postgres`, or the name of a worker. */
  readonly name: string;
  readonly msg: string;
  readonly err?: { readonly message?: string; readonly type?: string; readonly stack?: string };
  readonly [field: string]: unknown;
}

/** Fields that the text has elsewhere, or does not need. */
const OMITTED = new Set(['level', 'time', 'name', 'msg', 'err', 'pid', 'hostname']);
const MARKS: Readonly<Record<Level, string>> = { error: '✗ ', warn: '! ', info: '', debug: '' };
/** The marks at the beginning of the supervisor's and Next's lines, with their levels. */
const MARKED: readonly [mark: RegExp, level: Level][] = [
  [/^(?:✗|⨯)\s*/, 'error'],
  [/^(?:!|⚠)\s+/, 'warn'],
  [/^(?:✓|…|↻|▶|▲)\s*/, 'info'],
];
// eslint-disable-next-line no-control-regex
const COLOURS = /\u001b\[[0-9;?]*[A-Za-z]/g;

/** Parses a line of a worker, which is a log entry. Null for other lines. Pure. */
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
 * Makes an entry from text: a message of the supervisor, a line of Next, or an error with its stack. Pure.
 * @param level for a text without a mark.
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

/**
 * Formats an entry as one line of text: `✗ could not handle, will try again: no luck (consumer=identity, failures=2)`.
 * Pure.
 */
export function readable(entry: LogEntry): string {
  const error = entry.err?.message ? `: ${entry.err.message}` : '';
  const fields = Object.entries(entry)
    .filter(([key]) => !OMITTED.has(key))
    .map(([key, value]) => `${key}=${typeof value === 'object' ? JSON.stringify(value) : String(value)}`);
  return onOneLine(
    `${MARKS[entry.level] ?? ''}${entry.msg}${error}${fields.length > 0 ? ` (${fields.join(', ')})` : ''}`,
  );
}

/** Escapes line breaks, so that an entry is one line for tools that search the log. */
function onOneLine(text: string): string {
  return text.trimEnd().replaceAll(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/g, '\\n');
}

/** Lines of Next at its start. The supervisor logs the same more briefly, with the public address. */
const BANNER =
  /^(▲ Next\.js|- (Local|Network|Experiments\b.*):|[⨯✓·] [a-z]+[A-Z]\w*$|✓ (Starting|Ready in|Running next\.config))/;

/** Returns whether a line of a child process has no information for people. */
export function isNoise(line: string): boolean {
  const text = line.replaceAll(COLOURS, '').trim();
  return !text || BANNER.test(text);
}

/** Node's first line about an uncaught error: the place where it was thrown. */
const THROWN_AT = /^(?:file:\/\/|\/|node:|\[eval\]|[A-Za-z]:\\).*:\d+$/;

/**
 * Returns whether a line continues the lines before it: a stack, the fields of an error, or the place where it was
 * thrown. Pure.
 */
export function continues(line: string, before: readonly string[]): boolean {
  if (before.length === 0) return false;
  const isUncaught = THROWN_AT.test(before[0]!.trim());
  // Node's report of an uncaught error ends with its version.
  if (isUncaught) return !before.at(-1)!.startsWith('Node.js v');
  if (MARKED.some(([mark]) => mark.test(line.trim()))) return false;
  return /^\s|^[}\])]|^\(Use `node/.test(line) || line.trim() === '';
}
