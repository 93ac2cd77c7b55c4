export { createLog, type Log } from './base/log';
export { runtimeMigrations } from './base/migrations';
export { inTransaction } from './base/transaction';
export type { Component, Host, Subscription } from './consuming/subscription';
export * from './contract';
export { fold, opening, type Decider, type Decision, type PastEvent } from './deciding/decider';
export { decides, type Deciding } from './deciding/decides';
export type { Snapshots } from './deciding/snapshots';
export { runWorker, startWorker, type Tracing, type Worker, type WorkerSettings } from './process/host';
export { projects } from './projecting/projects';
export {
  eventsOf,
  rulesOf,
  type Aggregator,
  type Codec,
  type Decode,
  type FactOf,
  type Projection,
  type Statement,
} from './projecting/aggregator';
export { prepareTables, schemaOf, viewOf } from './projecting/aggregator-tables';
export { BUILD_TIMES, type BuildTimes } from './projecting/builder';
export { OWNER_ONLY, type ViewAccess } from './projecting/view-access';
export type { Outgoing } from './outcomes/outgoing';
export { reacts, type Reaction } from './reacting/reacts';
export { schedules } from './scheduling/schedules';
export { cancelTimer, setTimer } from './scheduling/timer';
export { addJob, removeJob, removeJobs, ElsewhereError, type Job, type JobWork } from './working/job';
export { REMOVED_JOB_ENDS_MS } from './working/job-runner';
export { works, type JobsOf } from './working/works';
