import { decides, type Component } from '@message-db/runtime';
import { searchGaps } from './contract';
import { gapDecider } from './gap';

/** Notes what people search for and do not find. */
export function makeSearchGaps(): Component {
  return { name: 'search-gaps', subscriptions: [decides(searchGaps, gapDecider)] };
}
