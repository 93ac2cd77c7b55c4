import { runAggregator } from '@/workers/runtime/host';
import { operations } from './aggregator';

runAggregator(operations);
