import { runAggregator } from '@/workers/runtime/host';
import { videos } from './aggregator';

runAggregator(videos);
