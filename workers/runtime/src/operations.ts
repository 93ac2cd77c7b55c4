/** Queries and commands for operators of workers: lag, parked messages, partitions, rebuilds. */
export { readHeads } from './consuming/head';
export {
  COUNTED_BEHIND,
  listFailedMessages,
  NotFailedError,
  retryFailedMessages,
  skipFailedMessages,
  type FailedMessageSummary,
} from './parking/operations';
export type { FailedMessageState } from './parking/parking-queries';
export { isDone } from './partitions/epochs';
export { isWorkerAlive, readProcesses, type WorkerProcess } from './partitions/processes';
export { repartition, NoSuchConsumerError } from './partitions/repartition';
export { lagOf, type Lag } from './process/lag';
export { countFailedMessages } from './process/worker-status';
export { rebuildProgress, type RebuildProgress } from './projecting/build-progress';
export { NoSuchAggregatorError, requestRebuild, schemaAfter } from './projecting/builds';
