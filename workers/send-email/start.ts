import { runComponent } from '@/workers/runtime/host';
import { makeSendEmail } from './component';

runComponent(makeSendEmail);
