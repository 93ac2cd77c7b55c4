import { runComponent } from '@/workers/run';
import { makeImporting } from './component';

runComponent(makeImporting);
