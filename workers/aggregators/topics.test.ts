import type { Contract, NewMessage } from '@message-db/client';
import { describe, expect, test } from 'vitest';
import { collaboration } from '@/workers/collaboration/contract';
import { examples as collaborationExamples } from '@/workers/collaboration/examples';
import { identity } from '@/workers/identity/contract';
import { examples as identityExamples } from '@/workers/identity/examples';
import type { Aggregator } from '@message-db/runtime';
import { asRead } from '@message-db/runtime/testing';
import { readComponents } from '@/workers/testing/components';
import { series } from '@/workers/series/contract';
import { examples as seriesExamples } from '@/workers/series/examples';
import { exporting } from '@/workers/exporting/contract';
import { examples as exportingExamples } from '@/workers/exporting/examples';
import { importing } from '@/workers/importing/contract';
import { examples as importingExamples } from '@/workers/importing/examples';
import { videoPublishing } from '@/workers/video-publishing/contract';
import { examples as videoExamples } from '@/workers/video-publishing/examples';
import { searchGaps } from '@/workers/search-gaps/contract';
import { examples as gapExamples } from '@/workers/search-gaps/examples';
import { viewAuditing } from '@/workers/view-auditing/contract';
import { examples as auditExamples } from '@/workers/view-auditing/examples';
import { viewCounting } from '@/workers/view-counting/contract';
import { examples as viewingExamples } from '@/workers/view-counting/examples';
import { channel } from '@/workers/channel/contract';
import { examples as channelExamples } from '@/workers/channel/examples';
import { captioning } from '@/workers/captioning/contract';
import { examples as captionsExamples } from '@/workers/captioning/examples';
import { transcribing } from '@/workers/transcribing/contract';
import { examples as transcriptions } from '@/workers/transcribing/examples';
import { analytics } from './analytics/aggregator';
import { captions } from './captions/aggregator';
import { channels } from './channels/aggregator';
import { creatorsVideos } from './creators-videos/aggregator';
import { homePage } from './home-page/aggregator';
import { operations } from './operations/aggregator';
import { collaborators } from './collaborators/aggregator';
import { importPage } from './import-page/aggregator';
import { seriesPages } from './series-pages/aggregator';
import { isTopic } from './topics';
import { weeklySummaries } from '@/workers/weekly-summaries/contract';
import { examples as summaryExamples } from '@/workers/weekly-summaries/examples';
import { userCredentials } from './user-credentials/aggregator';
import { watchPage } from './videos/aggregator';

const { VideoPublished: published, ProcessingProgressed: progressed, NamingRejected: rejected } = videoExamples.events;
const { PublicationScheduled: scheduled } = videoExamples.events;
const { VideoViewed: viewed, WatchTimeCredited: credited, ViewingStarted: started } = viewingExamples.events;
const { ViewWithdrawn: withdrawn } = viewingExamples.events;
const { VideoNamed: named } = videoExamples.events;
const { EmailConfirmed: confirmed, Registered: registered } = identityExamples.events;

const aggregators: readonly Aggregator[] = [
  analytics,
  captions,
  channels,
  homePage,
  importPage,
  watchPage,
  creatorsVideos,
  collaborators,
  seriesPages,
  userCredentials,
  operations,
];

function topics(aggregator: Aggregator, contract: Contract, message: NewMessage): readonly string[] | undefined {
  const projection = aggregator.projections.find(({ category }) => category === contract.category);
  return projection?.topics([asRead(message, { streamName: contract.stream('1') })]);
}

const {
  SeriesCreated: begun,
  SeriesPublished: shown,
  LessonMoved: moved,
  ChangeRejected: refused,
} = seriesExamples.events;
const { CollaboratorInvited: invited, InvitationAccepted: accepted } = collaborationExamples.events;
const { CollaboratorAdmitted: admitted, CollaboratorDismissed: dismissed } = videoExamples.events;
const ofSeries = `series:${begun.data.seriesId}`;
const video = `video:${published.data.videoId}`;
const creator = `creator:${published.data.ownerId}`;
const importer = `creator:${importingExamples.events.ItemsFound.data.userId}`;

const cases: readonly [Aggregator, Contract, NewMessage, readonly string[]][] = [
  [captions, captioning, captionsExamples.events.LinesEdited, [video]],
  [captions, captioning, captionsExamples.events.CaptionsRejected, []],
  [captions, transcribing, transcriptions.events.TranscriptionProgressed, [video]],
  [captions, transcribing, transcriptions.events.TranscriptionRejected, []],
  [analytics, viewAuditing, auditExamples.events.ViewConfirmed, [video]],
  [analytics, viewAuditing, auditExamples.events.DeliveryNoted, []],
  [analytics, searchGaps, gapExamples.events.SearchGapNoted, []],
  [captions, videoPublishing, published, [video]],
  [captions, videoPublishing, progressed, []],
  [channels, channel, channelExamples.events.HandleClaimed, [creator]],
  [channels, channel, channelExamples.events.ChannelEdited, [creator]],
  [channels, identity, registered, [`creator:${registered.data.userId}`]],
  [channels, videoPublishing, published, ['home', 'published']],
  [channels, videoPublishing, progressed, []],
  [homePage, videoPublishing, published, ['home']],
  [homePage, videoPublishing, progressed, []],
  [homePage, videoPublishing, scheduled, []],
  [homePage, viewCounting, viewed, ['home']],
  [homePage, viewCounting, credited, []],
  [homePage, viewCounting, withdrawn, ['home']],
  [homePage, identity, registered, [`creator:${registered.data.userId}`]],
  [homePage, identity, confirmed, []],
  [importPage, importing, importingExamples.events.ItemsFound, [importer]],
  [importPage, importing, importingExamples.events.ImportRejected, []],
  [watchPage, identity, registered, [`creator:${registered.data.userId}`]],
  [watchPage, videoPublishing, named, [video]],
  [watchPage, videoPublishing, published, [video, `publication:${published.data.videoId}`, 'published']],
  [watchPage, videoPublishing, progressed, []],
  [watchPage, videoPublishing, rejected, []],
  [watchPage, viewCounting, viewed, [video]],
  [watchPage, viewCounting, withdrawn, [video]],
  [watchPage, viewCounting, started, []],
  [creatorsVideos, videoPublishing, published, [video, creator]],
  [creatorsVideos, videoPublishing, progressed, [video]],
  [creatorsVideos, videoPublishing, scheduled, [video]],
  [creatorsVideos, videoPublishing, rejected, []],
  [creatorsVideos, viewCounting, credited, [video]],
  [creatorsVideos, viewCounting, started, []],
  [seriesPages, series, begun, [ofSeries, creator]],
  [seriesPages, series, shown, [ofSeries, 'series']],
  [seriesPages, series, moved, [ofSeries]],
  [seriesPages, series, refused, []],
  [collaborators, collaboration, invited, [creator]],
  [collaborators, collaboration, accepted, [creator, `creator:${accepted.data.collaboratorId}`]],
  [watchPage, videoPublishing, admitted, [video, `creator:${admitted.data.collaboratorId}`]],
  [watchPage, videoPublishing, dismissed, [video, `creator:${dismissed.data.collaboratorId}`]],
  [creatorsVideos, videoPublishing, admitted, [video, `creator:${admitted.data.collaboratorId}`]],
  [userCredentials, identity, confirmed, [creator]],
  [
    userCredentials,
    exporting,
    exportingExamples.events.ExportReady,
    [`creator:${exportingExamples.events.ExportReady.data.userId}`],
  ],
  [userCredentials, exporting, exportingExamples.events.ExportRejected, []],
  [userCredentials, weeklySummaries, summaryExamples.events.Subscribed, []],
  [operations, videoPublishing, rejected, ['operations']],
];

describe('announced topics', () => {
  test.each(cases.map(([aggregator, contract, event, expected]) => ({ aggregator, contract, event, expected })))(
    '$aggregator.name announces those of $event.type',
    ({ aggregator, contract, event, expected }) => expect(topics(aggregator, contract, event)).toEqual(expected),
  );

  test.each(aggregators)('of $name can be followed by pages, whatever the event', async (aggregator) => {
    const announced = (await readComponents()).flatMap(({ contract, examples }) =>
      Object.values(examples.events).flatMap((event) => topics(aggregator, contract, event) ?? []),
    );
    expect(announced).not.toEqual([]);
    expect(announced.filter((topic) => !isTopic(topic))).toEqual([]);
  });

  test('no events announce no topic', () => {
    for (const { projections } of aggregators) {
      for (const projection of projections) expect(projection.topics([])).toEqual([]);
    }
  });
});
