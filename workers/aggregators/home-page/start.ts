import { runAggregator } from '@/workers/run';
import { homePage } from './aggregator';

runAggregator(homePage);
