import type { Address } from '../load/connection';
import type { ReadPage, Videos } from './old';

/** What the process of the readers is to do. */
export interface Job extends Videos {
  readonly site: Address;
  /** The superuser's URL of the site's database. */
  readonly databaseUrl: string;
  /** The ids of the videos, by their numbers in this bench, and of their creators. */
  readonly videoIds: readonly string[];
  readonly ownerIds: readonly string[];
  readonly pages: readonly ReadPage[];
  readonly connections: number;
  /** How many changes to make, and the number before the first. */
  readonly changes: number;
  readonly after: number;
}

/** What a thread of the job gets. */
export interface ThreadData {
  readonly job: Job;
  readonly memory: SharedArrayBuffer;
}

export interface JobResult {
  readonly responses: number;
  /** The number of old responses, and what was old in the first ones. */
  readonly old: number;
  readonly examples: readonly string[];
  /** The numbers of changes and of renamings by commands that were announced. */
  readonly changes: number;
  readonly commands: number;
  /** How many listeners Postgres signalled before that of the application. */
  readonly inFront: number;
  readonly elapsedMs: number;
}
