import { runComponent } from '@/workers/run';
import { makeViewCounting } from './component';

runComponent(makeViewCounting);
