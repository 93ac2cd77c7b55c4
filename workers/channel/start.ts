import { runComponent } from '@/workers/run';
import { makeChannel } from './component';

runComponent(makeChannel);
