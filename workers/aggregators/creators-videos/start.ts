import { runAggregator } from '@/workers/run';
import { creatorsVideos } from './aggregator';

runAggregator(creatorsVideos);
