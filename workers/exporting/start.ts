import { runComponent } from '@/workers/run';
import { makeExporting } from './component';

runComponent(makeExporting);
