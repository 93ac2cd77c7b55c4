import { runComponent } from '@/workers/run';
import { makeMovingIn } from './component';

runComponent(makeMovingIn);
