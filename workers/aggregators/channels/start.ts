import { runAggregator } from '@/workers/run';
import { channels } from './aggregator';

runAggregator(channels);
