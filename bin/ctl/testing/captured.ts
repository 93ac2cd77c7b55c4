import { ctl } from '../program';
import type { Terminal } from '../terminal';

/** A terminal in memory, which records output and can simulate Ctrl-C. */
export interface Captured extends Terminal {
  readonly lines: string[];
  readonly notes: string[];
  /** The texts of progress bars, in order. */
  readonly shown: string[];
  /** Simulates Ctrl-C. */
  stop(): void;
}

/** @param answer to any question. Without it there is no terminal to ask. */
export function captured(answer?: boolean): Captured {
  const lines: string[] = [];
  const notes: string[] = [];
  const shown: string[] = [];
  const stopping = new AbortController();
  return {
    lines,
    notes,
    shown,
    async say(line) {
      lines.push(...line.split('\n'));
    },
    note: (line) => void notes.push(...line.split('\n')),
    style: (_format, text) => text,
    columns: null,
    confirm:
      answer === undefined
        ? null
        : async (question) => {
            notes.push(question);
            return answer;
          },
    bar: (format, total) => ({
      show: (done) => void shown.push(format.replace('{value}', `${done}`).replace('{total}', `${total}`)),
      end: () => {},
    }),
    stopped: () => stopping.signal,
    stop: () => stopping.abort(),
  };
}

/** Runs a command line on a database. @returns its exit code and output. */
export async function runCtl(
  url: string,
  args: readonly string[],
  terminal = captured(),
): Promise<{ code: number; out: string; err: string; lines: readonly string[] }> {
  const code = await ctl(args, terminal, { NODE_ENV: 'test', DATABASE_URL: url });
  return { code, out: terminal.lines.join('\n'), err: terminal.notes.join('\n'), lines: terminal.lines };
}
