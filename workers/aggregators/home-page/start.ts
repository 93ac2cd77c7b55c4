import { runAggregator } from '@/workers/runtime/host';
import { homePage } from './aggregator';

runAggregator(homePage);
