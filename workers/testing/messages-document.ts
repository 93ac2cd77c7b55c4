import type { MessageType, NewMessage } from '@message-db/client';
import { z } from 'zod';
import type { ComponentContract } from './components';

/** `docs/messages.md`: each component's streams, and each of its messages with its fields and an example. */
export function describeMessages(components: readonly ComponentContract[], renewal: string): string {
  const introduction = [
    '# Messages',
    `Made from each component's \`contract.ts\` and \`examples.ts\`; renew it with \`${renewal}\`.`,
    'A command is a request, and an event is a fact. Every message has metadata beside its data: its cause, in the ' +
      'fields of Eventide, its `traceId`, the `userId` of its sender, and its `schemaVersion`.',
  ];
  return `${[...introduction, ...components.flatMap((component) => describeComponent(component))].join('\n\n')}\n`;
}

function describeComponent({ folder, contract, examples, source }: ComponentContract): string[] {
  const comments = commentsOf(source);
  const describeAll = (types: Record<string, MessageType>, made: Record<string, NewMessage>) =>
    Object.values(types).flatMap((type) => describeMessage(type, comments.get(type.type), made[type.type]));
  return [
    `## ${folder}`,
    ...[comments.get('defineContract')].filter((comment) => comment !== undefined),
    `Category \`${contract.category}\`: events in \`${contract.stream('<id>')}\`, commands in ` +
      `\`${contract.commandStream('<id>')}\`. Contract: [workers/${folder}/contract.ts](../workers/${folder}/contract.ts).`,
    '### Commands',
    ...describeAll(contract.commands, examples.commands),
    '### Events',
    ...describeAll(contract.events, examples.events),
  ];
}

function describeMessage(type: MessageType, comment: string | undefined, example: NewMessage | undefined): string[] {
  if (!example) throw new Error(`${type.type} has no example`);
  const version = type.schemaVersion > 1 ? ` (schema version ${type.schemaVersion})` : '';
  return [
    `#### ${type.type}${version}`,
    ...(comment === undefined ? [] : [comment]),
    describeFields(type.schema as z.ZodType),
    `\`\`\`json\n${JSON.stringify(example.data, null, 2)}\n\`\`\``,
  ];
}

/** Finds the comments in a contract's source: by the name of each message type, and that of the contract itself. */
function commentsOf(source: string): Map<string, string> {
  const commented = /\/\*\*((?:(?!\*\/)[^])*)\*\/\s*(?:export const \w+ = )?(?:(\w+): messageType|(defineContract))\(/g;
  return new Map(
    [...source.matchAll(commented)].map(([, comment = '', type, contract]) => [
      type ?? contract ?? '',
      comment.replaceAll(/\s+\* ?|\s+/g, ' ').trim(),
    ]),
  );
}

type Field = z.core.JSONSchema.JSONSchema;

function describeFields(schema: z.ZodType): string {
  const { properties = {}, required = [] } = z.toJSONSchema(schema, {
    // JSON Schema has no format for a text that is also checked in another way.
    override: ({ zodSchema, jsonSchema }) => {
      const { def } = zodSchema as unknown as z.ZodType;
      if (def.type === 'string' && 'format' in def) jsonSchema.format = def.format as string;
    },
  });
  return Object.entries(properties)
    .map(([name, field]) => {
      const optional = required.includes(name) ? '' : ', optional';
      return `\`${name}\` ${describeField(field as Field)}${optional}`;
    })
    .join(' · ');
}

const FORMATS: Record<string, string> = { uuid: 'UUID', email: 'email address', datetime: 'ISO date and time' };

function describeField(field: Field): string {
  if (field.anyOf) return field.anyOf.map((each) => describeField(each as Field)).join(' or ');
  if (field.enum)
    return field.enum
      .map((value) => `\`${String(value)}\``)
      .join(', ')
      .replace(/, ([^,]*)$/, ' or $1');
  const { minLength, maxLength, pattern, format = '' } = field;
  switch (field.type) {
    case 'string':
      if (FORMATS[format]) return FORMATS[format] + range(undefined, maxLength, ' characters');
      return `text${pattern ? ` matching \`${pattern}\`` : ''}${range(minLength, maxLength, ' characters')}`;
    case 'integer':
      return `whole number${bounds(field)}`;
    case 'number':
      return `number${bounds(field)}`;
    default:
      return String(field.type);
  }
}

function bounds({ minimum, maximum, exclusiveMinimum }: Field): string {
  if (exclusiveMinimum !== undefined) return ` above ${exclusiveMinimum}`;
  const safe = (limit: number | undefined) => (Math.abs(limit ?? 0) === Number.MAX_SAFE_INTEGER ? undefined : limit);
  return range(safe(minimum), safe(maximum), '');
}

function range(min: number | undefined, max: number | undefined, unit: string): string {
  if (min !== undefined && max !== undefined) return `, ${min} to ${max}${unit}`;
  if (max !== undefined) return `, at most ${max}${unit}`;
  return min === undefined ? '' : `, at least ${min}${unit}`;
}
