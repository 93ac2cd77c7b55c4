import { runAggregator } from '@/workers/run';
import { watchPage } from './aggregator';

runAggregator(watchPage);
