import { decides } from '@message-db/runtime';
import { roleOf } from '@/roles';
import { runComponent } from '@/workers/run';
import { audience, audienceDecider } from './audience';

runComponent(
  () => ({ name: audience.category, subscriptions: [decides(audience, audienceDecider)] }),
  roleOf('component'),
);
