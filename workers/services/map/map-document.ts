import { SESSION } from './sources';
import type { CommandMap, ComponentMap, EventMap, SiteMap } from './site-map';

/** `docs/map.md`: the commands and events of each component, the views, and the pages. */
export function describeMap({ components, views, pages }: SiteMap, renewal: string): string {
  return `${[
    '# Map',
    `Made from contracts, subscriptions, deciders, projections and the imports of pages; renew it with \`${renewal}\`.`,
    'A command is sent to one component, whose decider or reaction handles it. Its events are handled by other subscriptions and projected ' +
      'into views, which pages read. [Messages](messages.md) has the fields of each command and event.',
    ...components.flatMap((component) => describeComponent(component)),
    '## Views',
    table(
      ['view', 'aggregator', 'changed by', 'read by'],
      views.map(({ name, aggregator, events, readBy }) => [
        code(name),
        `[${aggregator}](../workers/aggregators/${aggregator})`,
        events === null ? 'every message' : list(events.map(code)),
        list(readBy.map(sender)),
      ]),
    ),
    '## Pages',
    'What a layout reads and sends is part of each page below it. A page that reads the session asks who is signed in.',
    table(
      ['page, handler or route', 'reads', 'sends'],
      pages
        .filter(({ reads, sends, usesSession }) => reads.length + sends.length > 0 || usesSession)
        .map(({ path, file, reads, sends, usesSession }) => [
          `[${path.replaceAll(/[[\]]/g, '\\$&')}](../${linkTo(file)})`,
          list([...(usesSession ? [SESSION.path] : []), ...reads.map(code)]),
          list(sends.map(code)),
        ]),
    ),
  ].join('\n\n')}\n`;
}

function describeComponent(component: ComponentMap): string[] {
  const { name, category, commands, events } = component;
  return [
    `## ${name}`,
    `Category \`${category}\`: [workers/${name}](../workers/${name}).`,
    table(
      ['command', 'sent by', 'handled by', 'leads to', 'or is rejected'],
      commands.map((command) => [
        link(command),
        list(command.sentBy.map(sender)),
        list(command.handledBy),
        leadsTo(command, component),
        list(Object.entries(command.outcomes?.rejections ?? {}).map(describeRejection)),
      ]),
    ),
    table(
      ['event', 'handled by', 'changes the views'],
      events.map((event) => [link(event), list(event.handledBy), list(event.views.map(code))]),
    ),
  ];
}

/** Of a decider: the events that were found by trying. Of a reaction: all events of its component, as more is not known. */
function leadsTo({ outcomes }: CommandMap, { events }: ComponentMap): string {
  if (outcomes) return list(outcomes.events.map(code));
  return `any of: ${list(events.map(({ type }) => code(type)))}`;
}

function describeRejection([type, reasons]: [type: string, reasons: readonly string[]]): string {
  return `${code(type)} (${reasons.join(', ')})`;
}

/** Links to its heading in docs/messages.md. */
function link({ type, schemaVersion }: CommandMap | EventMap): string {
  const version = schemaVersion > 1 ? `-schema-version-${schemaVersion}` : '';
  return `[${type}](messages.md#${type.toLowerCase()}${version})`;
}

/** A path of the application, the session, or a source of a component. */
function sender(name: string): string {
  if (name === SESSION.path) return name;
  return name.startsWith('workers/') ? `[${name.slice('workers/'.length)}](../${name})` : code(name);
}

/** Escapes a path in a link, because brackets and parentheses would end it. */
function linkTo(file: string): string {
  return file.replaceAll(/[()[\]]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`);
}

function code(name: string): string {
  return `\`${name}\``;
}

function list(names: readonly string[]): string {
  return names.join(', ');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}
