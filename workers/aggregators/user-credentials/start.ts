import { runAggregator } from '@/workers/runtime/host';
import { userCredentials } from './aggregator';

runAggregator(userCredentials);
