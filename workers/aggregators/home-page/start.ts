import { runAggregator } from '@/workers/runtime/src/process/host';
import { homePage } from './aggregator';

runAggregator(homePage);
