import type { Contract } from '@message-db/client';
import { analytics } from '@/workers/aggregators/analytics/aggregator';
import { captions } from '@/workers/aggregators/captions/aggregator';
import { channels } from '@/workers/aggregators/channels/aggregator';
import { collaborators } from '@/workers/aggregators/collaborators/aggregator';
import { creatorsVideos } from '@/workers/aggregators/creators-videos/aggregator';
import { homePage } from '@/workers/aggregators/home-page/aggregator';
import { importPage } from '@/workers/aggregators/import-page/aggregator';
import { moderationCases } from '@/workers/aggregators/moderation-cases/aggregator';
import { operations } from '@/workers/aggregators/operations/aggregator';
import { search } from '@/workers/aggregators/search/aggregator';
import { seriesPages } from '@/workers/aggregators/series-pages/aggregator';
import { userCredentials } from '@/workers/aggregators/user-credentials/aggregator';
import { watchPage } from '@/workers/aggregators/videos/aggregator';
import { captioning } from '@/workers/captioning/contract';
import { channel } from '@/workers/channel/contract';
import { collaboration } from '@/workers/collaboration/contract';
import { exporting } from '@/workers/exporting/contract';
import { identity } from '@/workers/identity/contract';
import { importing } from '@/workers/importing/contract';
import { moderation } from '@/workers/moderation/contract';
import type { Aggregator } from '@message-db/runtime';
import { roleOf } from '@/roles';
import type { Service } from '@/db/access/access';
import { searchGaps } from '@/workers/search-gaps/contract';
import { sendEmail } from '@/workers/send-email/contract';
import { series } from '@/workers/series/contract';
import { transcribing } from '@/workers/transcribing/contract';
import { videoPublishing } from '@/workers/video-publishing/contract';
import { viewAuditing } from '@/workers/view-auditing/contract';
import { viewCounting } from '@/workers/view-counting/contract';
import { weeklySummaries } from '@/workers/weekly-summaries/contract';

/** A kind of service. Components and aggregators have their common rights from a group: `roleOf(kind)`. */
export type Kind = 'application' | 'component' | 'aggregator' | 'operator';

/** A service of the site. Its name is a worker's folder, `application` or `operator`. */
export interface SiteService extends Service {
  readonly kind: Kind;
  /** The category of events that it alone writes; null if it is no component. */
  readonly owns: string | null;
}

/** A service that the supervisor starts as a process. */
export interface Worker extends SiteService {
  /** The folder of its `start.ts`, from the root of the checkout. */
  readonly folder: string;
}

/** The aggregators of the site. */
export const AGGREGATORS: readonly Aggregator[] = [
  analytics,
  captions,
  channels,
  collaborators,
  creatorsVideos,
  homePage,
  importPage,
  moderationCases,
  operations,
  search,
  seriesPages,
  userCredentials,
  watchPage,
];

/**
 * Every service of the site, with the categories to which it may append and the names of its consumers. A component may
 * append its events and the commands that it sends, the application may append commands, and other services nothing. A
 * component decides under the name of its category, and reacts under names of its subscriptions; an aggregator reads
 * under the name of each build's schema. services.test.ts compares these with the workers' code.
 */
export const SERVICES: readonly SiteService[] = [
  service('application', 'application', {
    sends: [
      captioning,
      channel,
      collaboration,
      exporting,
      identity,
      importing,
      moderation,
      searchGaps,
      series,
      transcribing,
      videoPublishing,
      viewAuditing,
      viewCounting,
      weeklySummaries,
    ],
  }),
  service('identity', 'component', {
    owns: identity,
    sends: [identity, sendEmail],
    reads: [
      'identity',
      'identity-timers',
      'identity-welcome',
      'identity-passwords',
      'identity-external',
      'identity-forgetting',
    ],
  }),
  service('captioning', 'component', {
    owns: captioning,
    sends: [captioning],
    reads: ['captioning', 'captioning-videos'],
  }),
  service('channel', 'component', {
    owns: channel,
    sends: [channel],
    reads: ['channel', 'channel-opening', 'channel-handles', 'channel-images'],
  }),
  service('collaboration', 'component', {
    owns: collaboration,
    sends: [collaboration, sendEmail],
    reads: [
      'collaboration',
      'collaboration-timers',
      'collaboration-mails',
      'collaboration-accounts',
      'collaboration-videos',
    ],
  }),
  service('exporting', 'component', {
    owns: exporting,
    sends: [exporting, sendEmail],
    reads: [
      'exporting',
      'exporting-jobs',
      'exporting-timers',
      'exporting-files',
      'exporting-mails',
      'exporting-accounts',
    ],
  }),
  service('importing', 'component', {
    owns: importing,
    sends: [captioning, importing, videoPublishing],
    reads: [
      'importing',
      'importing-jobs',
      'importing-timers',
      'importing-files',
      'importing-videos',
      'importing-withdrawal',
    ],
  }),
  service('moderation', 'component', {
    owns: moderation,
    sends: [identity, moderation, sendEmail, videoPublishing],
    reads: ['moderation', 'moderation-enforcement', 'moderation-mails', 'moderation-videos', 'moderation-accounts'],
  }),
  service('search-gaps', 'component', { owns: searchGaps, reads: ['searchGap'] }),
  service('send-email', 'component', { owns: sendEmail, reads: ['send-email'] }),
  service('series', 'component', {
    owns: series,
    sends: [series, videoPublishing],
    reads: [
      'series',
      'series-timers',
      'series-releases',
      'series-withdrawal',
      'series-accounts',
      'series-hidden-owners',
      'series-collaborators',
      'series-new-series',
    ],
  }),
  service('transcribing', 'component', {
    owns: transcribing,
    sends: [captioning, transcribing],
    reads: [
      'transcribing',
      'transcribing-videos',
      'transcribing-captions',
      'transcribing-jobs',
      'transcribing-timers',
      'transcribing-files',
    ],
  }),
  service('video-publishing', 'component', {
    owns: videoPublishing,
    sends: [captioning, videoPublishing],
    reads: [
      'videoPublishing',
      'video-publishing-jobs',
      'video-publishing-stills',
      'video-publishing-timers',
      'video-publishing-files',
      'video-publishing-withdrawal',
      'video-publishing-suspension',
      'video-publishing-suspended-owners',
      'video-publishing-collaborators',
      'video-publishing-new-videos',
      'video-publishing-lessons',
    ],
  }),
  service('view-auditing', 'component', {
    owns: viewAuditing,
    sends: [viewAuditing, viewCounting],
    reads: ['viewAudit', 'view-auditing-timers', 'view-auditing-withdrawal'],
  }),
  service('view-counting', 'component', { owns: viewCounting, reads: ['viewing'] }),
  service('weekly-summaries', 'component', {
    owns: weeklySummaries,
    sends: [sendEmail, weeklySummaries],
    reads: ['weeklySummary', 'weekly-summaries-timers', 'weekly-summaries-mails', 'weekly-summaries-accounts'],
  }),
  ...AGGREGATORS.map(({ name }) =>
    service(name, 'aggregator', { reads: [`${name.replaceAll('-', '_')}_v[0-9]+(_b[0-9]+)?`] }),
  ),
  service('operator', 'operator'),
];

/** The components and aggregators. */
export const WORKERS: readonly Worker[] = SERVICES.flatMap((each) => {
  if (each.kind === 'component') return [{ ...each, folder: `workers/${each.name}` }];
  if (each.kind === 'aggregator') return [{ ...each, folder: `workers/aggregators/${each.name}` }];
  return [];
});

interface Work {
  readonly owns?: Contract;
  readonly sends?: readonly Contract[];
  readonly reads?: readonly string[];
}

function service(name: string, kind: Kind, { owns, sends = [], reads = [] }: Work = {}): SiteService {
  const isWorker = kind === 'component' || kind === 'aggregator';
  return {
    name,
    kind,
    role: roleOf(name),
    group: isWorker ? roleOf(kind) : null,
    owns: owns?.category ?? null,
    writes: [...(owns ? [owns.category] : []), ...sends.map(({ commandCategory }) => commandCategory)],
    names: isWorker ? [...new Set([name, ...reads])].join('|') : null,
  };
}
