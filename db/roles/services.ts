import type { Contract } from '@message-db/client';
import { creatorsVideos } from '@/workers/aggregators/creators-videos/aggregator';
import { homePage } from '@/workers/aggregators/home-page/aggregator';
import { operations } from '@/workers/aggregators/operations/aggregator';
import { userCredentials } from '@/workers/aggregators/user-credentials/aggregator';
import { videos } from '@/workers/aggregators/videos/aggregator';
import { identity } from '@/workers/identity/contract';
import type { Aggregator } from '@/workers/runtime/aggregator';
import { roleOf } from '@/workers/runtime/contract';
import { sendEmail } from '@/workers/send-email/contract';
import { videoPublishing } from '@/workers/video-publishing/contract';
import { viewCounting } from '@/workers/view-counting/contract';

export { roleOf };

/** A kind of service. Components and aggregators have their common rights from a group: `roleOf(kind)`. */
export type Kind = 'application' | 'component' | 'aggregator' | 'operator';

/** A process, or a person, that has a login of its own. */
export interface Service {
  /** The name of a worker's folder, or `application`, or `operator`. */
  readonly name: string;
  readonly kind: Kind;
  /** The categories that it may append to. */
  readonly writes: readonly string[];
}

/** The aggregators of the site. */
export const AGGREGATORS: readonly Aggregator[] = [creatorsVideos, homePage, operations, userCredentials, videos];

/**
 * Every service of the site, and what it may append to, by contract: a component its own events and the commands of those
 * it sends to, the application commands, and nobody else anything. services.test.ts compares it with the workers' code.
 */
export const SERVICES: readonly Service[] = [
  service('application', 'application', { sends: [identity, videoPublishing, viewCounting] }),
  service('identity', 'component', { owns: identity, sends: [identity, sendEmail] }),
  service('send-email', 'component', { owns: sendEmail }),
  service('video-publishing', 'component', { owns: videoPublishing, sends: [videoPublishing] }),
  service('view-counting', 'component', { owns: viewCounting }),
  ...AGGREGATORS.map(({ name }) => service(name, 'aggregator')),
  service('operator', 'operator'),
];

/** The kinds whose services are members of a group, a role that cannot log in. */
export const GROUPS: readonly Kind[] = ['component', 'aggregator'];

/** The names of all roles of the site. */
export const ROLES: readonly string[] = [...GROUPS, ...SERVICES.map(({ name }) => name)].map(roleOf);

function service(name: string, kind: Kind, { owns, sends = [] }: { owns?: Contract; sends?: readonly Contract[] } = {}): Service {
  return { name, kind, writes: [...(owns ? [owns.category] : []), ...sends.map(({ commandCategory }) => commandCategory)] };
}
