import { runAggregator } from '@/workers/run';
import { seriesPages } from './aggregator';

runAggregator(seriesPages);
