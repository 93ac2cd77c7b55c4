import { runComponent } from '@/workers/run';
import { makeWeeklySummaries } from './component';

runComponent(makeWeeklySummaries);
