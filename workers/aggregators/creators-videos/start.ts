import { runAggregator } from '@/workers/runtime/src/process/host';
import { creatorsVideos } from './aggregator';

runAggregator(creatorsVideos);
