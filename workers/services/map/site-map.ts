import type { Contract, NewMessage } from '@message-db/client';
import { readEnvironment } from '@/environment';
import { decryptFields } from '@/personal-data/encryption';
import { exampleKey } from '@/personal-data/testing/example-keys';
import type { Component, Subscription, Deciding, Aggregator } from '@message-db/runtime';
import { readComponents, type ComponentContract } from '@/workers/testing/components';
import { asRead } from '@message-db/runtime/testing';
import { makeComponents } from './components';
import { AGGREGATORS } from '../services';
import { outcomesOf, type AnyDecider, type CommandOutcomes } from './outcomes';
import {
  commandsMadeIn,
  importsFromContract,
  makersIn,
  readEntries,
  sourcesIn,
  viewsReadIn,
  type Entry,
  type Source,
} from './sources';

/** The parts of the site and the flow of messages through it. Plain data; names are in the order of the code. */
export interface SiteMap {
  readonly components: readonly ComponentMap[];
  readonly views: readonly ViewMap[];
  readonly pages: readonly PageMap[];
}

export interface ComponentMap {
  /** The name of its folder. */
  readonly name: string;
  readonly category: string;
  readonly commands: readonly CommandMap[];
  readonly events: readonly EventMap[];
}

export interface CommandMap {
  readonly type: string;
  readonly schemaVersion: number;
  /** Paths of the application, and sources of components. */
  readonly sentBy: readonly string[];
  /** The subscriptions that handle it. */
  readonly handledBy: readonly string[];
  /** Null if no decider handles it; its events are then those of the component. */
  readonly outcomes: CommandOutcomes | null;
}

export interface EventMap {
  readonly type: string;
  readonly schemaVersion: number;
  readonly handledBy: readonly string[];
  /** The views that it changes. */
  readonly views: readonly string[];
}

export interface ViewMap {
  readonly name: string;
  readonly aggregator: string;
  /** The types of events that change it; null for one that has every message. */
  readonly events: readonly string[] | null;
  /** Paths of the application. */
  readonly readBy: readonly string[];
}

export interface PageMap {
  readonly path: string;
  readonly file: string;
  readonly reads: readonly string[];
  readonly sends: readonly string[];
  /** It asks who is signed in. */
  readonly usesSession: boolean;
}

/**
 * Makes the map from the code: contracts, subscriptions, the outcomes of deciders and projections for the examples of
 * messages, and the imports of pages.
 * @param root the root of the repository.
 */
export async function readSiteMap(root: string): Promise<SiteMap> {
  const workers = makeComponents(readEnvironment({ NODE_ENV: 'test' }));
  const contracts = await readComponents();
  const pages = readPages(await readEntries(root));
  const changes = contracts.flatMap(({ contract, examples }) =>
    Object.values(examples.events).flatMap((event) => changesBy(contract, event)),
  );
  const components = contracts.map((component) => readComponent(root, component, workers, pages, changes));
  return { components, views: AGGREGATORS.flatMap((aggregator) => readViews(aggregator, changes, pages)), pages };
}

function readPages(entries: readonly Entry[]): PageMap[] {
  const views = AGGREGATORS.flatMap(({ tables }) => Object.keys(tables));
  const pages = entries.map(({ path, file, uses, usesSession }) => ({
    path,
    file,
    reads: unique(uses.flatMap((used) => viewsReadIn(used, views))),
    usesSession,
    sends: unique(uses.filter(isOfApp).flatMap((used) => commandsMadeIn(used))),
  }));
  return pages.sort((a, b) => (a.path < b.path ? -1 : 1));
}

function readComponent(
  root: string,
  { folder, contract, examples, otherPast }: ComponentContract,
  workers: readonly Component[],
  pages: readonly PageMap[],
  changes: readonly Change[],
): ComponentMap {
  const subscriptions = workers.flatMap((worker) => worker.subscriptions);
  const deciding = subscriptions.filter(isDeciding).find((each) => each.contract === contract);
  const outcomes =
    deciding && outcomesOf(contract, deciding.decider as unknown as AnyDecider, examples.commands, otherPast);
  const sources = workers.flatMap(({ name }) => sourcesIn(root, `workers/${name}`));
  // Who calls a function of a contract that makes a command sends it.
  const isContract = ({ file }: Source) => file.endsWith('/contract.ts');
  const makers = Object.assign({}, ...sources.filter(isContract).map(makersIn)) as ReturnType<typeof makersIn>;
  const isSentBy = (source: Source, type: string) =>
    commandsMadeIn(source).includes(type) ||
    Object.entries(makers).some(([name, types]) => types.includes(type) && importsFromContract(source, name));
  const handlersOf = (category: string, type: string) =>
    subscriptions
      .filter(({ handles }) => handles?.category === category && handles.types.includes(type))
      .map((each) => (isDeciding(each) ? folder : each.name));
  return {
    name: folder,
    category: contract.category,
    commands: Object.values(contract.commands).map(({ type, schemaVersion }) => ({
      type,
      schemaVersion,
      sentBy: [
        ...pages.filter(({ sends }) => sends.includes(type)).map(({ path }) => path),
        ...sources.filter((source) => !isContract(source) && isSentBy(source, type)).map(({ file }) => file),
      ],
      handledBy: handlersOf(contract.commandCategory, type),
      outcomes: outcomes?.[type] ?? null,
    })),
    events: Object.values(contract.events).map(({ type, schemaVersion }) => ({
      type,
      schemaVersion,
      handledBy: handlersOf(contract.category, type),
      views: unique(changes.filter((change) => change.event === type && !change.takesAll).map(({ view }) => view)),
    })),
  };
}

function readViews({ name, tables }: Aggregator, changes: readonly Change[], pages: readonly PageMap[]): ViewMap[] {
  return Object.keys(tables).map((view) => {
    const own = changes.filter((change) => change.view === view);
    return {
      name: view,
      aggregator: name,
      events: own.some(({ takesAll }) => takesAll) ? null : unique(own.map(({ event }) => event)),
      readBy: pages.filter(({ reads }) => reads.includes(view)).map(({ path }) => path),
    };
  });
}

interface Change {
  readonly event: string;
  readonly view: string;
  /** Whether the projection takes messages of every type. */
  readonly takesAll: boolean;
}

/** Finds the tables that an event changes, by projecting its example and reading the statements. */
function changesBy({ category }: Contract, event: NewMessage): Change[] {
  return AGGREGATORS.flatMap(({ tables, projections }) =>
    projections
      .filter((projection) => projection.category === category)
      .flatMap((projection) =>
        projection
          .project([asRead(event, { streamName: `${category}-1` })], decryptExample)
          .flatMap(({ text }) =>
            [...text.matchAll(/(?:INSERT INTO|UPDATE(?! SET)|DELETE FROM)\s+(\w+)/g)].map(([, name = '']) => name),
          )
          .filter((table) => Object.hasOwn(tables, table))
          .map((view) => ({ event: event.type, view, takesAll: !projection.facts })),
      ),
  );
}

/** Decrypts with the example key of the person. */
function decryptExample(data: unknown): unknown {
  const { userId } = data as { userId?: string };
  return userId === undefined ? data : decryptFields(exampleKey(userId), data as Record<string, unknown>);
}

function isDeciding(subscription: Subscription): subscription is Deciding<unknown, Contract> {
  return 'decider' in subscription;
}

function isOfApp({ file }: Source): boolean {
  return file.startsWith('app/');
}

function unique(names: readonly string[]): string[] {
  return [...new Set(names)];
}
