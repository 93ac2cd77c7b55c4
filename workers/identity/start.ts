import { runComponent } from '@/workers/runtime/host';
import { makeIdentity } from './component';

runComponent(makeIdentity);
