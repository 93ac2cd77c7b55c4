import { runComponent } from '@/workers/run';
import { makeIdentity } from './component';

runComponent(makeIdentity);
