import { runComponent } from '@/workers/run';
import { makeViewAuditing } from './component';

runComponent(makeViewAuditing);
