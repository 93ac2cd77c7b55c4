import { runAggregator } from '@/workers/run';
import { userCredentials } from './aggregator';

runAggregator(userCredentials);
