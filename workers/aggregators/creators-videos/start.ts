import { runAggregator } from '@/workers/runtime/host';
import { creatorsVideos } from './aggregator';

runAggregator(creatorsVideos);
