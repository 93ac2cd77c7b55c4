import { runComponent } from '@/workers/runtime/src/process/host';
import { makeSendEmail } from './component';

runComponent(makeSendEmail);
