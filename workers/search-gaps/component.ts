import { decides, type Component } from '@message-db/runtime';
import { searchGaps } from './contract';
import { gapDecider } from './gap';

/** Notes what people search for: in vain on the site, and in transcripts. */
export function makeSearchGaps(): Component {
  return { name: 'search-gaps', subscriptions: [decides(searchGaps, gapDecider)] };
}
