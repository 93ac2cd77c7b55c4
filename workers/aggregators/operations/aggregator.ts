import { categoryOf, type Message } from '@message-db/client';
import { captioning } from '@/workers/captioning/contract';
import { channel } from '@/workers/channel/contract';
import { collaboration } from '@/workers/collaboration/contract';
import { exporting } from '@/workers/exporting/contract';
import { identity } from '@/workers/identity/contract';
import type { Statement } from '@message-db/runtime';
import { BY_ADMIN, BY_OTHER_READERS } from '@/workers/aggregators/rules';
import { importing } from '@/workers/importing/contract';
import { moderation } from '@/workers/moderation/contract';
import { searchGaps } from '@/workers/search-gaps/contract';
import { sendEmail } from '@/workers/send-email/contract';
import { series } from '@/workers/series/contract';
import { transcribing } from '@/workers/transcribing/contract';
import { videoPublishing } from '@/workers/video-publishing/contract';
import { viewAuditing } from '@/workers/view-auditing/contract';
import { viewCounting } from '@/workers/view-counting/contract';
import { weeklySummaries } from '@/workers/weekly-summaries/contract';
import { insertRows } from '../statements';
import { bigint, defineAggregator, jsonb, table, text, timestamptz, uuid } from '../table';
import { redact } from './redact';

/** All messages of all components, without secrets, for administrators and operators. */
const messagesTable = table(
  'operations_messages',
  {
    globalPosition: bigint('NOT NULL'),
    id: uuid('NOT NULL UNIQUE'),
    streamName: text('NOT NULL'),
    category: text('NOT NULL'),
    type: text('NOT NULL'),
    position: bigint('NOT NULL'),
    time: timestamptz('NOT NULL'),
    traceId: uuid(),
    userId: uuid(),
    data: jsonb<unknown>(),
    metadata: jsonb<Readonly<Record<string, unknown>>>(),
  },
  {
    key: ['globalPosition'],
    rule: `${BY_ADMIN} OR ${BY_OTHER_READERS}`,
    indexes: ({ globalPosition, streamName, category, type, time, traceId, userId }) => [
      `(${time} DESC)`,
      `(${category}, ${globalPosition} DESC)`,
      `(${type}, ${globalPosition} DESC)`,
      `(${streamName}, ${globalPosition} DESC)`,
      `(${traceId}, ${globalPosition}) WHERE ${traceId} IS NOT NULL`,
      `(${userId}, ${globalPosition} DESC) WHERE ${userId} IS NOT NULL`,
    ],
  },
);

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** The store accepts longer types, but an index does not. */
const LONGEST_TYPE = 500;

/** Projects messages unchecked, because operators look for those that break their contract. */
function project(messages: readonly Message[]): Statement[] {
  const column = <Value>(value: (message: Message) => Value) => messages.map(value);
  return insertRows(messagesTable, {
    globalPosition: column(({ globalPosition }) => globalPosition),
    id: column(({ id }) => id),
    streamName: column(({ streamName }) => streamName),
    category: column(({ streamName }) => categoryOf(streamName)),
    type: column(({ type }) => type.slice(0, LONGEST_TYPE)),
    position: column(({ position }) => position),
    time: column(({ time }) => time.toISOString()),
    traceId: column(({ metadata }) => uuidOrNull(metadata.traceId)),
    userId: column(({ metadata }) => uuidOrNull(metadata.userId)),
    data: column(({ data }) => redact(data)),
    metadata: column(({ metadata }) => redact(metadata) as Record<string, unknown>),
  });
}

function uuidOrNull(value: unknown): string | null {
  return typeof value === 'string' && UUID.test(value) ? value : null;
}

const contracts = [
  captioning,
  channel,
  collaboration,
  exporting,
  identity,
  importing,
  moderation,
  searchGaps,
  sendEmail,
  series,
  transcribing,
  videoPublishing,
  viewAuditing,
  viewCounting,
  weeklySummaries,
];

/** Every message, for the operations pages. */
export const operations = defineAggregator({
  name: 'operations',
  version: 12,
  tables: [messagesTable],
  projections: contracts
    .flatMap(({ category, commandCategory }) => [category, commandCategory])
    .map((category) => ({ category, project, topics: (messages) => (messages.length > 0 ? ['operations'] : []) })),
});
