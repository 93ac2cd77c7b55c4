import { runAggregator } from '@/workers/run';
import { collaborators } from './aggregator';

runAggregator(collaborators);
