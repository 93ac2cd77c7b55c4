import { pino, type Logger } from 'pino';

export type Log = Logger;

export type LogThreshold = 'debug' | 'info' | 'warn' | 'error' | 'silent';

/** Creates a log that writes one JSON object per line to standard output, synchronously, so that a crash loses none. */
export function createLog(name: string, level: LogThreshold = 'info'): Log {
  const format = {
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
  };
  return pino({ name, level, base: { name }, ...format }, pino.destination({ dest: 1, sync: true }));
}
