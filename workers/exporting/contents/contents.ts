import type { MessageStore } from '@message-db/client';
import { captioning } from '@/workers/captioning/contract';
import { channel } from '@/workers/channel/contract';
import { collaboration } from '@/workers/collaboration/contract';
import { identity } from '@/workers/identity/contract';
import { moderation } from '@/workers/moderation/contract';
import { series } from '@/workers/series/contract';
import { videoPublishing } from '@/workers/video-publishing/contract';
import { weeklySummaries } from '@/workers/weekly-summaries/contract';
import { readAbout, readOpened, readOwned } from '../read';
import { accountFiles } from './account';
import { captionFiles } from './captions';
import { channelOf } from './channel';
import { jsonFile, type ExportedFile } from './file';
import { invitationsOf } from './invitations';
import { readmeOf } from './readme';
import { decisionsOf, reportsOf } from './reports';
import { seriesOf } from './series';
import { tutorialFiles, tutorialOf, type Tutorial } from './tutorials';

const BEGINS_VIDEO = { types: ['VideoDrafted', 'VideoUploaded'], id: 'videoId' };
const BEGINS_SERIES = { types: ['SeriesCreated'], id: 'seriesId' };
const DECIDED = ['Restricted', 'Appealed', 'AppealDenied', 'RestrictionLifted'];

/**
 * Yields the files of a person's export, from the messages of all components. The captions of one tutorial are in memory at a time.
 */
export async function* contentsOf(
  store: MessageStore,
  userId: string,
  siteUrl: string,
): AsyncGenerator<ExportedFile, void, void> {
  const opened = <C extends Parameters<typeof readOpened>[1]>(contract: C) =>
    readOpened(store, contract, userId, userId);
  const about = <C extends Parameters<typeof readAbout>[1]>(contract: C, types: string[], field: string) =>
    readAbout(store, contract, types, field, userId);

  yield { name: 'README.txt', text: readmeOf(siteUrl) };
  yield* accountFiles(await opened(identity), await opened(weeklySummaries));
  yield jsonFile(
    'page.json',
    channelOf(await opened(channel), await about(channel, ['HandleClaimed'], 'userId'), siteUrl),
  );
  yield jsonFile('invitations.json', invitationsOf(await opened(collaboration)));
  yield jsonFile('reports.json', reportsOf(await about(moderation, ['Reported'], 'reporterId')));
  yield jsonFile('decisions.json', decisionsOf(await about(moderation, DECIDED, 'ownerId')));

  const tutorials: Tutorial[] = [];
  for (const videoId of await readOwned(store, videoPublishing, { ...BEGINS_VIDEO, ownerId: userId })) {
    const tutorial = tutorialOf(videoId, await readOpened(store, videoPublishing, videoId, userId), siteUrl);
    if (!tutorial) continue;
    tutorials.push(tutorial);
    yield* captionFiles(videoId, await readOpened(store, captioning, videoId, userId));
  }
  yield* tutorialFiles(tutorials);

  const all: object[] = [];
  for (const seriesId of await readOwned(store, series, { ...BEGINS_SERIES, ownerId: userId }))
    all.push(seriesOf(seriesId, await readOpened(store, series, seriesId, userId), siteUrl));
  yield jsonFile('series.json', all);
}
