import { roleOf } from '@/roles';
import { runAggregator } from '@/workers/run';
import './peak';
import { views } from './views';

/** The version is an argument. A higher version causes a rebuild. */
runAggregator(views(Number(process.argv[2] ?? 1)), roleOf('aggregator'));
