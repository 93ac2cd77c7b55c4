import { runAggregator } from '@/workers/run';
import { analytics } from './aggregator';

runAggregator(analytics);
