import { decides } from '@/workers/runtime/src/deciding/decides';
import { roleOf } from '@/roles';
import { runComponent } from '@/workers/run';
import { audience, audienceDecider } from './audience';

runComponent(
  () => ({ name: audience.category, subscriptions: [decides(audience, audienceDecider)] }),
  roleOf('component'),
);
