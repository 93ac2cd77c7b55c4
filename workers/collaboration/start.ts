import { runComponent } from '@/workers/run';
import { makeCollaboration } from './component';

runComponent(makeCollaboration);
