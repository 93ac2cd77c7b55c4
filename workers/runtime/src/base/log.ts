import { pino, type Logger } from 'pino';
import type { Environment } from '@/environment';

export type Log = Logger;

/** One JSON object a line, with its time in UTC, on standard output, written at once so that a crash loses none. */
export function createLog(name: string, environment: Pick<Environment, 'LOG_LEVEL'>): Log {
  const format = { timestamp: pino.stdTimeFunctions.isoTime, formatters: { level: (level: string) => ({ level }) } };
  return pino(
    { name, level: environment.LOG_LEVEL, base: { name }, ...format },
    pino.destination({ dest: 1, sync: true }),
  );
}
