import { runAggregator } from '@/workers/run';
import { videos } from './aggregator';

runAggregator(videos);
