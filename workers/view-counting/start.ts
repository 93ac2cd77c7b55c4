import { runComponent } from '@/workers/runtime/src/process/host';
import { makeViewCounting } from './component';

runComponent(makeViewCounting);
