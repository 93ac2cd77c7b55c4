import { isNoise, readable } from './log-line';

/** Where the supervisor and its children write. Each line says whose it is. */
export interface Output {
  /** A line of the supervisor's own. */
  say(line: string): void;
  /** Passes on what a child writes, a line at a time, with its name before each. */
  prefix(name: string, stream: NodeJS.ReadableStream): void;
}

export function createOutput(write: (text: string) => void = (text) => void process.stdout.write(text)): Output {
  return {
    say: (line) => write(`${line}\n`),
    prefix(name, stream) {
      let rest = '';
      const pass = (line: string) => {
        if (!isNoise(line)) write(`[${name}] ${readable(line)}\n`);
      };
      stream.setEncoding('utf8');
      stream.on('data', (chunk: string) => {
        const lines = (rest + chunk).split('\n');
        rest = lines.pop() ?? '';
        for (const line of lines) pass(line);
      });
      stream.on('end', () => pass(rest));
    },
  };
}
