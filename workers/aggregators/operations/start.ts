import { runAggregator } from '@/workers/runtime/src/process/host';
import { operations } from './aggregator';

runAggregator(operations);
