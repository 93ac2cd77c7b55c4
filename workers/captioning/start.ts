import { runComponent } from '@/workers/run';
import { makeCaptioning } from './component';

runComponent(makeCaptioning);
