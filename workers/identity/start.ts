import { runComponent } from '@/workers/runtime/src/process/host';
import { makeIdentity } from './component';

runComponent(makeIdentity);
