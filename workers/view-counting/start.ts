import { runComponent } from '@/workers/runtime/host';
import { makeViewCounting } from './component';

runComponent(makeViewCounting);
