import { once } from 'node:events';
import { createInterface } from 'node:readline/promises';
import { styleText } from 'node:util';
import { SingleBar } from 'cli-progress';
import { onShutdown } from '@/bin/supervisor/shutdown';

/** How often a bar is written as a line where there is no terminal to draw it on. */
const TELL_MS = 5000;

/** Where a command tells its result, and who it can ask. */
export interface Terminal {
  /** Writes a line of the result. Resolves when there is room for more, so that nothing piles up behind a slow reader. */
  say(line: string): Promise<void>;
  /** Writes a line that is no part of the result: to standard error. */
  note(line: string): void;
  /** In colour, where the result goes to a terminal that has some. */
  style(format: Style, text: string): string;
  /** How many characters a line of the terminal has; null where the result goes elsewhere. */
  readonly columns: number | null;
  /** Asks a question to be answered with yes or no; null where nobody sits before it. */
  readonly confirm: ((question: string) => Promise<boolean>) | null;
  /** Shows how far something is, beside the result. @param format as cli-progress has it. */
  bar(format: string, total: number): Bar;
  /** From its first call on, Ctrl-C does not end the process but aborts this; so does a reader that goes away. */
  stopped(): AbortSignal;
}

export interface Bar {
  show(done: number): void;
  end(): void;
}

export type Style = 'bold' | 'dim' | 'red' | 'yellow' | 'green';

/** The terminal, file or pipe that this process writes to. @param parent the process that started it. */
export function createTerminal(parent: number): Terminal {
  const { stdin, stdout, stderr } = process;
  const stop = new AbortController();
  let watching = false;
  // `… | head` has read enough and closes the pipe. That is no failure.
  stdout.on('error', () => stop.abort());
  return {
    say: (line) => new Promise((resolve) => stdout.write(`${line}\n`, () => resolve())),
    note: (line) => void stderr.write(`${line}\n`),
    style: (format, text) => styleText(format, text, { stream: stdout }),
    columns: stdout.isTTY ? stdout.columns : null,
    confirm: stdin.isTTY && stderr.isTTY ? (question) => confirm(question) : null,
    bar: startBar,
    stopped() {
      if (!watching) onShutdown(parent, () => stop.abort());
      watching = true;
      return stop.signal;
    },
  };
}

function startBar(format: string, total: number): Bar {
  const stream = process.stderr;
  const bar = new SingleBar({
    format,
    stream,
    hideCursor: true,
    gracefulExit: false,
    noTTYOutput: true,
    notTTYSchedule: TELL_MS,
  });
  bar.start(total, 0);
  return { show: (done) => bar.update(done), end: () => bar.stop() };
}

/** No answer, as when the input ends, is a no. */
async function confirm(question: string): Promise<boolean> {
  const asking = createInterface({ input: process.stdin, output: process.stderr });
  const ended = once(asking, 'close').then(() => '');
  const answer = await Promise.race([asking.question(`${question} [y/N] `), ended]);
  asking.close();
  return /^y(es)?$/i.test(answer.trim());
}
