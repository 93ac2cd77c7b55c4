import { decides } from '@/workers/runtime/decides';
import { roleOf } from '@/workers/runtime/contract';
import { runComponent } from '@/workers/runtime/host';
import { audience, audienceDecider } from './audience';

runComponent(
  () => ({ name: audience.category, subscriptions: [decides(audience, audienceDecider)] }),
  roleOf('component'),
);
