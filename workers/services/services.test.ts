import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { readEnvironment } from '@/environment';
import { schemaOf } from '@message-db/runtime';
import { schemaAfter } from '@message-db/runtime/operations';
import { readComponents } from '@/workers/testing/components';
import { makeComponents } from './map/components';
import { SERVICES, WORKERS } from './services';

const root = resolve(import.meta.dirname, '../..');
const components = makeComponents(readEnvironment({ NODE_ENV: 'test' }));
const contracts = await readComponents();
const writesOf = (name: string) => [...SERVICES.find((service) => service.name === name)!.writes].sort();

test('each folder with a start.ts is a worker, and each worker has one', () => {
  const folders = ['workers', 'workers/aggregators'].flatMap((folder) =>
    readdirSync(join(root, folder)).map((name) => `${folder}/${name}`),
  );
  const started = folders.filter((folder) => existsSync(join(root, folder, 'start.ts')));
  expect(WORKERS.map(({ folder }) => folder).sort()).toEqual(started.sort());
  const names = WORKERS.map(({ name }) => name);
  expect(SERVICES.map(({ name }) => name).sort()).toEqual([...names, 'application', 'operator'].sort());
  expect(
    SERVICES.filter(({ kind }) => kind === 'component')
      .map(({ name }) => name)
      .sort(),
  ).toEqual(components.map(({ name }) => name).sort());
});

test.each(components)(
  '$name may append to the categories that its subscriptions write, and to no others',
  ({ name, subscriptions }) => {
    expect(writesOf(name)).toEqual([...new Set(subscriptions.flatMap(({ writes }) => writes))].sort());
  },
);

test.each(components)('$name owns the names of its consumers', ({ name, subscriptions }) => {
  const { names } = SERVICES.find((service) => service.name === name)!;
  expect(names!.split('|').sort()).toEqual(
    [...new Set([name, ...subscriptions.map((subscription) => subscription.name)])].sort(),
  );
});

test('only an aggregator owns the names of its builds', () => {
  const owners = (consumer: string) =>
    WORKERS.filter(({ names }) => new RegExp(`^(${names})$`).test(consumer)).map(({ name }) => name);
  expect(owners(schemaOf({ name: 'home-page', version: 12 }))).toEqual(['home-page']);
  expect(owners(schemaAfter(['home_page_v12_b2']))).toEqual(['home-page']);
  expect([owners('home-page'), owners('home_page'), owners('home_page_v1x'), owners('not_home_page_v1')]).toEqual([
    ['home-page'],
    [],
    [],
    [],
  ]);
});

test('the application may append only to the command categories of commands that it makes', () => {
  const files = readdirSync(join(root, 'app'), { recursive: true, encoding: 'utf8' }).filter((file) =>
    /(?<!\.test)\.tsx?$/.test(file),
  );
  const used = files.flatMap((file) => {
    const text = readFileSync(join(root, 'app', file), 'utf8');
    return contracts.flatMap(({ folder, contract }) => {
      const names = new RegExp(`import \\{([^}]*)\\} from '@/workers/${folder}/contract'`)
        .exec(text)?.[1]
        ?.split(/[\s,]+/);
      return names?.some((name) => name !== '' && text.includes(`${name}.commands`)) ? [contract.commandCategory] : [];
    });
  });
  expect(writesOf('application')).toEqual([...new Set(used)].sort());
});

test('only components append events, and aggregators append nothing', () => {
  for (const { name, kind, writes } of SERVICES) {
    if (kind !== 'component')
      expect([name, writes.filter((category) => !category.endsWith(':command'))]).toEqual([name, []]);
    if (kind === 'aggregator') expect([name, writes]).toEqual([name, []]);
  }
});
