import { runAggregator } from '@/workers/runtime/src/process/host';
import { videos } from './aggregator';

runAggregator(videos);
