import { readEnvironment } from './environment';
import { startTracing } from './tracing';

const onStateChange = (state: string) => console.error(state);
const tracing = await startTracing(readEnvironment(), { service: 'app', global: true, onStateChange });
if (tracing) process.once('SIGTERM', () => void tracing.stop());
