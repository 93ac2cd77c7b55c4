import { decides } from '@/workers/runtime/decides';
import { runComponent } from '@/workers/runtime/host';
import { audience, audienceDecider } from './audience';

runComponent(() => ({ name: audience.category, subscriptions: [decides(audience, audienceDecider)] }));
