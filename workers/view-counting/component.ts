import { decides, type Component } from '@message-db/runtime';
import { viewCounting } from './contract';
import { viewingDecider } from './viewing';

/** Counts views and credits watch time. */
export function makeViewCounting(): Component {
  return { name: 'view-counting', subscriptions: [decides(viewCounting, viewingDecider)] };
}
