import { runComponent } from '@/workers/run';
import { makeSendEmail } from './component';

runComponent(makeSendEmail);
