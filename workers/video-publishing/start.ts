import { runComponent } from '@/workers/runtime/src/process/host';
import { makeVideoPublishing } from './component';

runComponent(makeVideoPublishing);
