import { roleOf } from '@/roles';
import { runAggregator } from '@/workers/run';
import './peak';
import { views } from './views';

/** The version stands on the command line: a higher one than before is a rebuild. */
runAggregator(views(Number(process.argv[2] ?? 1)), roleOf('aggregator'));
