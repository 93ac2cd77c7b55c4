import { decides } from '@/workers/runtime/src/deciding/decides';
import { roleOf } from '@/workers/runtime/src/base/contract';
import { runComponent } from '@/workers/runtime/src/process/host';
import { audience, audienceDecider } from './audience';

runComponent(
  () => ({ name: audience.category, subscriptions: [decides(audience, audienceDecider)] }),
  roleOf('component'),
);
