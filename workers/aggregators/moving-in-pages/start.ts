import { runAggregator } from '@/workers/run';
import { movingInPages } from './aggregator';

runAggregator(movingInPages);
