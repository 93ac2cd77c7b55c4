import { runAggregator } from '@/workers/runtime/src/process/host';
import { userCredentials } from './aggregator';

runAggregator(userCredentials);
