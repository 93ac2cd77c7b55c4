import { readEnvironment } from './environment';
import { startTracing } from './tracing';

/** Requests of health checks, live updates and telemetry, which are frequent and not interesting in traces. */
const IGNORED = [
  '/api/health',
  '/api/health/live',
  '/api/health/pages',
  '/api/health/commands',
  '/api/live',
  '/api/telemetry',
];

const onStateChange = (state: string) => console.error(state);
const tracing = await startTracing(readEnvironment(), {
  service: 'app',
  global: true,
  ignored: IGNORED,
  onStateChange,
});
if (tracing) process.once('SIGTERM', () => void tracing.stop());
