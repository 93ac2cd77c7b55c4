import { readEnvironment } from '@/environment';
import { runAggregator } from '@/workers/run';
import { searchIn } from './aggregator';

runAggregator(searchIn(readEnvironment().SEARCH_LANGUAGE));
