import { runComponent } from '@/workers/run';
import { makeVideoPublishing } from './component';

runComponent(makeVideoPublishing);
