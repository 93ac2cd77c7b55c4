import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { describeMap } from './map-document';
import { readSiteMap } from './site-map';

const map = await readSiteMap(resolve(import.meta.dirname, '../../..'));
const commands = map.components.flatMap((component) => component.commands);

test('docs/map.md matches the code', async () => {
  const document = describeMap(map, 'npx vitest run workers/services/map --update');
  await expect(document).toMatchFileSnapshot('../../../docs/map.md');
});

/** Commands that only earlier releases have sent. They may still wait to be handled when a site is upgraded. */
const NO_LONGER_SENT = ['ConfirmEmail', 'RequestConfirmation', 'CompleteProcessing'];

test('each command has a sender, and one subscription that handles it', () => {
  expect(commands.filter(({ sentBy }) => sentBy.length === 0).map(({ type }) => type)).toEqual(NO_LONGER_SENT);
  expect(commands.filter(({ handledBy }) => handledBy.length !== 1).map(({ type }) => type)).toEqual([]);
});

/** Events of old messages: nothing writes them any more, but they stay readable. */
const OF_THE_PAST = [
  ...['SchedulingRejected', 'CancellingRejected'],
  ...['NamingRejected', 'DescribingRejected', 'LanguageRejected'],
  ...['ConfirmationRequested', 'ConfirmationRequestRejected', 'EmailConfirmationRejected'],
];

test('each event, except those of mails and of the past, comes from a command', () => {
  const outcomes = commands.flatMap((command) => command.outcomes ?? []);
  const found = new Set(outcomes.flatMap(({ events, rejections }) => [...events, ...Object.keys(rejections)]));
  const others = map.components
    .flatMap(({ events }) => events.map(({ type }) => type))
    .filter((type) => !found.has(type) && !OF_THE_PAST.includes(type));
  expect(others).toEqual(['Sent', 'Failed', 'Discarded']);
});

/** Views that other views' rules use, or projections alone. */
const NOT_READ = ['analytics_visitors', 'analytics_access', 'captions_access', 'search_due', 'videos_access'];

test('each view is changed by events and read by a page', () => {
  expect(map.views.filter(({ events }) => events?.length === 0).map(({ name }) => name)).toEqual([]);
  expect(map.views.filter(({ readBy }) => readBy.length === 0).map(({ name }) => name)).toEqual(NOT_READ);
});
