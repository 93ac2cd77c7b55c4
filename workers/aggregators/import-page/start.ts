import { runAggregator } from '@/workers/run';
import { importPage } from './aggregator';

runAggregator(importPage);
