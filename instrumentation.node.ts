import { readEnvironment } from './environment';
import { startTracing } from './tracing';

/** Requests of machinery: many, and the same each time. */
const IGNORED = [
  '/api/health',
  '/api/health/live',
  '/api/health/pages',
  '/api/health/commands',
  '/api/live',
  '/api/telemetry',
];

const onTrouble = (news: string) => console.error(news);
const tracing = await startTracing(readEnvironment(), { service: 'app', global: true, ignored: IGNORED, onTrouble });
if (tracing) process.once('SIGTERM', () => void tracing.stop());
