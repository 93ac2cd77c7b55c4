import { runAggregator } from '@/workers/run';
import { moderationCases } from './aggregator';

runAggregator(moderationCases);
