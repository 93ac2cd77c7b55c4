import { v5 as uuidFrom } from 'uuid';
import { series } from '@/workers/series/contract';
import type { Account } from './account';
import { SERIES, type DemoSeries } from './catalogue';
import { findRow, send, type RunningSite } from './running-site';

const NAMESPACE = '6c9a7d1e-52f4-4a0c-8a35-1f0e6d7b9c42';
const DAY_MS = 24 * 3600 * 1000;

/** Where a tutorial is in a series. */
export interface LessonPlace {
  readonly seriesId: string;
  /** From 0. */
  readonly place: number;
}

/**
 * Makes the series of the demo, unless they are there. Returns where each tutorial is that is a lesson, by its name.
 * @param videoIds of the tutorials, by their names. @param accounts of the creators, by their addresses.
 */
export async function makeSeries(
  site: RunningSite,
  accounts: ReadonlyMap<string, Account>,
  videoIds: ReadonlyMap<string, string>,
): Promise<ReadonlyMap<string, LessonPlace>> {
  const places = new Map<string, LessonPlace>();
  for (const each of SERIES) {
    const account = accounts.get(each.creator) as Account;
    await makeOne(site, account, each, videoIds);
    const seriesId = idIn(account, each)('series');
    const names = each.sections.flatMap(({ lessons }) => lessons);
    for (const [place, name] of names.entries()) places.set(name, { seriesId, place });
  }
  return places;
}

/** Returns the ids of a series and its parts. */
function idIn({ userId }: Account, { title }: DemoSeries): (what: string) => string {
  return (what) => uuidFrom(`${userId} ${title} ${what}`, NAMESPACE);
}

async function makeOne(
  site: RunningSite,
  account: Account,
  demo: DemoSeries,
  videoIds: ReadonlyMap<string, string>,
): Promise<void> {
  const { userId } = account;
  const { title, description, points, sections } = demo;
  const idOf = idIn(account, demo);
  const seriesId = idOf('series');
  const known = 'SELECT 1 AS found FROM view.series WHERE series_id = $1';
  if (await findRow(site, userId, known, [seriesId])) return;
  const { CreateSeries, EditSeries, AddSection, RenameSection, AddLessons, PublishSeries } = series.commands;
  const by = { seriesId, userId };
  const requestedAt = new Date(Date.now() - DAY_MS).toISOString();
  const commands = sections.flatMap((section, index) => {
    const sectionId = idOf(`section ${index}`);
    const lessons = section.lessons.map((name) => ({ lessonId: idOf(name), videoId: videoIds.get(name)! }));
    const words = { ...by, sectionId, title: section.title };
    return [index === 0 ? RenameSection(words) : AddSection(words), AddLessons({ ...by, sectionId, lessons })];
  });
  await send(site, series.commandStream(seriesId), [
    CreateSeries({ ...by, title, sectionId: idOf('section 0'), createdAt: requestedAt }),
    EditSeries({ ...by, description, points: [...points] }),
    ...commands,
    PublishSeries({ ...by, lessonIds: [], requestedAt }),
  ]);
}
