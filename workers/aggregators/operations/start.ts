import { runAggregator } from '@/workers/run';
import { operations } from './aggregator';

runAggregator(operations);
