import { once } from 'node:events';
import { createInterface } from 'node:readline/promises';
import { styleText } from 'node:util';
import { SingleBar } from 'cli-progress';
import { onShutdown } from '@/bin/supervisor/shutdown';

/** The interval at which the progress is written as a line if there is no terminal for a bar. */
const BAR_LINE_MS = 5000;

/** The output of a command, and its questions. */
export interface Terminal {
  /** Writes a line of the result. Resolves when it is written, so that a slow reader slows the command down. */
  say(line: string): Promise<void>;
  /** Writes a line that is not part of the result to standard error. */
  note(line: string): void;
  /** Styles text if the result goes to a terminal with colours. */
  style(format: Style, text: string): string;
  /** The width of the terminal in characters; null if the result goes elsewhere. */
  readonly columns: number | null;
  /** Asks a yes-or-no question; null without a terminal. */
  readonly confirm: ((question: string) => Promise<boolean>) | null;
  /** Shows a progress bar on standard error. @param format of cli-progress. */
  bar(format: string, total: number): Bar;
  /**
   * After the first call, Ctrl-C aborts this signal instead of ending the process. So does a reader that closes the
   * pipe.
   */
  stopped(): AbortSignal;
}

export interface Bar {
  show(done: number): void;
  end(): void;
}

export type Style = 'bold' | 'dim' | 'red' | 'yellow' | 'green';

/** Returns the terminal, file or pipe of this process. @param parent the parent of this process. */
export function createTerminal(parent: number): Terminal {
  const { stdin, stdout, stderr } = process;
  const stop = new AbortController();
  let watching = false;
  // A reader such as `head` closes the pipe when it has read enough. That is not a failure.
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
    notTTYSchedule: BAR_LINE_MS,
  });
  bar.start(total, 0);
  return { show: (done) => bar.update(done), end: () => bar.stop() };
}

/** Asks on standard error. The end of the input means no. */
async function confirm(question: string): Promise<boolean> {
  const asking = createInterface({ input: process.stdin, output: process.stderr });
  const ended = once(asking, 'close').then(() => '');
  const answer = await Promise.race([asking.question(`${question} [y/N] `), ended]);
  asking.close();
  return /^y(es)?$/i.test(answer.trim());
}
