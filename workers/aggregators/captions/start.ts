import { runAggregator } from '@/workers/run';
import { captions } from './aggregator';

runAggregator(captions);
