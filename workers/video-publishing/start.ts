import { runComponent } from '@/workers/runtime/host';
import { makeVideoPublishing } from './component';

runComponent(makeVideoPublishing);
