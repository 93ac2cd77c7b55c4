import { runComponent } from '@/workers/run';
import { makeModeration } from './component';

runComponent(makeModeration);
