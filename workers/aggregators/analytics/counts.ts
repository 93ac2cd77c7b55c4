import { AUDIENCES, DEVICES, SOURCES, type ViewingFact } from '@/workers/view-counting/contract';
import type { Statement } from '@message-db/runtime';
import { snakeCase, bigint, oneOf, table, text, timestamptz, uuid } from '../table';
import { GRAINS, QUARTER_MS, type Grain } from './shapes';
import { ofVisibleSubjects, withChannels, type SummedTable } from './subjects';

/**
 * The counts of a subject by where viewers came from and what they watched with. A period is read as months, days and
 * quarters of an hour that fit, so that a long one takes few rows. Viewings that tell nothing count as 'unknown'.
 */
export const counts = table(
  'analytics_counts',
  {
    subjectId: uuid('NOT NULL'),
    grain: oneOf(GRAINS, 'NOT NULL'),
    startsAt: timestamptz('NOT NULL'),
    source: oneOf([...SOURCES, 'unknown'], 'NOT NULL'),
    /** The words of a search, or the host of a site. Empty for other sources. */
    sourceDetail: text('NOT NULL'),
    device: oneOf([...DEVICES, 'unknown'], 'NOT NULL'),
    browser: text('NOT NULL'),
    language: text('NOT NULL'),
    country: text('NOT NULL'),
    audience: oneOf([...AUDIENCES, 'unknown'], 'NOT NULL'),
    views: bigint('NOT NULL DEFAULT 0'),
    watchedMilliseconds: bigint('NOT NULL DEFAULT 0'),
  },
  {
    key: [
      'subjectId',
      'grain',
      'startsAt',
      'source',
      'sourceDetail',
      'device',
      'browser',
      'language',
      'country',
      'audience',
    ],
    rule: ofVisibleSubjects,
  },
);

const KEY = counts.key.map(snakeCase);
const { names } = counts;

export const summedCounts: SummedTable = {
  name: counts.name,
  columns: [...KEY.slice(1), names.views, names.watchedMilliseconds].join(', '),
  add: (select, values) => ({
    text: `
      INSERT INTO ${counts.name} (${KEY.join(', ')}, ${names.views}, ${names.watchedMilliseconds})
      SELECT ${KEY.join(', ')}, sum(${names.views}), sum(${names.watchedMilliseconds}) FROM (${select}) AS row
      GROUP BY ${KEY.join(', ')} ORDER BY ${KEY.join(', ')}
      ON CONFLICT (${KEY.join(', ')}) DO UPDATE SET
        ${names.views} = ${counts.name}.${names.views} + excluded.${names.views},
        ${names.watchedMilliseconds} = ${counts.name}.${names.watchedMilliseconds} + excluded.${names.watchedMilliseconds}`,
    values,
  }),
};

/** Adds to the counts of videos and of their channels. */
export function addToCounts(facts: readonly ViewingFact[]): Statement[] {
  const rows = byRow(facts);
  if (rows.length === 0) return [];
  const types = ['uuid', 'text', 'timestamptz', ...KEY.slice(3).map(() => 'text'), 'bigint', 'bigint'];
  const added = `
    SELECT * FROM unnest(${types.map((type, index) => `$${index + 1}::${type}[]`).join(', ')})
      AS added (video_id, ${summedCounts.columns})`;
  const values = [
    ...KEY.map((_, index) => rows.map(({ key }) => key[index])),
    rows.map((row) => row.views),
    rows.map((row) => row.watchedMilliseconds),
  ];
  return [summedCounts.add(withChannels(added, summedCounts.columns), values)];
}

interface Row {
  /** In the order of the table's columns. */
  readonly key: readonly string[];
  views: number;
  watchedMilliseconds: number;
}

function byRow(facts: readonly ViewingFact[]): Row[] {
  const rows = new Map<string, Row>();
  for (const { videoId, at, views, watchedMilliseconds, context } of facts) {
    if (views === 0 && watchedMilliseconds === 0) continue;
    const { source, sourceDetail, device, browser, language, country, audience } = { ...UNKNOWN, ...context };
    const watchedWith = [source, sourceDetail, device, browser, language, country, audience];
    const starts = startsOf(at);
    for (const grain of GRAINS) {
      const key = [videoId, grain, starts[grain], ...watchedWith];
      const name = key.join('\n');
      let row = rows.get(name);
      if (!row) rows.set(name, (row = { key, views: 0, watchedMilliseconds: 0 }));
      row.views += views;
      row.watchedMilliseconds += watchedMilliseconds;
    }
  }
  return [...rows.values()];
}

const UNKNOWN = {
  source: 'unknown',
  sourceDetail: '',
  device: 'unknown',
  browser: 'unknown',
  language: 'und',
  country: 'unknown',
  audience: 'unknown',
};

/** Returns when the quarter of an hour, the day and the month of a moment began, in ISO 8601. */
function startsOf(at: number): Record<Grain, string> {
  const quarter = new Date(at - (at % QUARTER_MS)).toISOString();
  return { quarter, day: `${quarter.slice(0, 10)}T00:00:00.000Z`, month: `${quarter.slice(0, 7)}-01T00:00:00.000Z` };
}
