import { continues, entryOf, isNoise, parseEntry, readable, type Level, type LogEntry } from './log-line';

/** The log of the supervisor and its children. Each line has its time and the name of its process. */
export interface Output {
  /** Logs a line of the supervisor. */
  say(line: string): void;
  /** Logs a line of a process that is not a Node child, such as Postgres. */
  line(name: string, text: string, level?: Level): void;
  /** Forwards the output of a child, line by line. @param level of lines without their own. */
  prefix(name: string, stream: NodeJS.ReadableStream, level?: Level): void;
}

export type LogFormat = 'text' | 'json';

interface OutputSettings {
  /** `text` for people. `json` for programs: an object on each line; an error with its stack is one object. */
  format?: LogFormat;
  /** The prefix of a line of text, from its time. */
  stamp?: (time: string) => string;
}

/** The time to wait for more lines of a stack, in milliseconds. */
const STACK_MS = 100;

/** @param write gets whole lines. */
export function createOutput(
  write: (text: string) => void = (text) => void process.stdout.write(text),
  { format = 'text', stamp = stampFor(process.stdout.isTTY === true) }: OutputSettings = {},
): Output {
  const now = () => new Date().toISOString();
  const writeText = (text: string, time = now()) => {
    for (const line of text.split('\n')) write(line.trim() ? `${stamp(time)}${line}\n` : '\n');
  };
  const writeEntry = (entry: LogEntry) => write(`${JSON.stringify(entry)}\n`);

  if (format === 'json') {
    return {
      say: (line) => writeEntry(entryOf('supervisor', line, now(), 'info')),
      line: (name, text, level = 'info') => writeEntry(entryOf(name, text, now(), level)),
      prefix: (name, stream, level = 'info') => forwardEntries(name, stream, level),
    };
  }
  return {
    say: (line) => writeText(line),
    line: (name, text) => writeText(`[${name}] ${text}`),
    prefix: (name, stream) =>
      eachLine(stream, (line) => {
        if (isNoise(line)) return;
        const entry = parseEntry(line);
        writeText(`[${name}] ${entry ? readable(entry) : line}`, entry?.time);
      }),
  };

  function forwardEntries(name: string, stream: NodeJS.ReadableStream, level: Level): void {
    let piece: string[] = [];
    let began = now();
    let timer: NodeJS.Timeout | undefined;
    const end = () => {
      clearTimeout(timer);
      if (piece.length > 0) writeEntry(entryOf(name, piece.join('\n'), began, level));
      piece = [];
    };
    eachLine(
      stream,
      (line) => {
        const entry = parseEntry(line);
        if (entry) {
          end();
          writeEntry({ ...entry, name: entry.name ?? name });
          return;
        }
        if (!continues(line, piece)) {
          end();
          if (isNoise(line)) return;
          began = now();
        }
        piece.push(line);
        clearTimeout(timer);
        timer = setTimeout(end, STACK_MS);
      },
      end,
    );
  }
}

/** Returns the function that formats times: the local time of day on a terminal, otherwise date and time in UTC. */
function stampFor(isTerminal: boolean): (time: string) => string {
  return isTerminal ? (time) => `${new Date(time).toTimeString().slice(0, 8)} ` : (time) => `${time} `;
}

function eachLine(stream: NodeJS.ReadableStream, handle: (line: string) => void, end = () => {}): void {
  let rest = '';
  stream.setEncoding('utf8');
  stream.on('data', (chunk: string) => {
    const lines = (rest + chunk).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) handle(line);
  });
  stream.on('end', () => {
    if (rest) handle(rest);
    end();
  });
}
