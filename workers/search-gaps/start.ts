import { runComponent } from '@/workers/run';
import { makeSearchGaps } from './component';

runComponent(makeSearchGaps);
