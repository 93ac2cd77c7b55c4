import { runComponent } from '@/workers/run';
import { makeSeries } from './component';

runComponent(makeSeries);
