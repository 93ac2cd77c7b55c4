import { categoryOf, type Message } from '@message-db/client';
import { identity } from '@/workers/identity/contract';
import type { Projection, Statement } from '@/workers/runtime/src/projecting/aggregator';
import { sendEmail } from '@/workers/send-email/contract';
import { videoPublishing } from '@/workers/video-publishing/contract';
import { viewCounting } from '@/workers/view-counting/contract';
import { redact } from './redact';

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** The store takes longer ones, an index does not. */
const LONGEST_TYPE = 500;

/** Messages are taken as they are, also those that break their contract: they are the ones to look for here. */
function project(messages: readonly Message[]): Statement[] {
  if (messages.length === 0) return [];
  const column = (value: (message: Message) => unknown) => messages.map(value);
  return [
    {
      text: `
        INSERT INTO operations_messages
          (global_position, id, stream_name, category, type, position, time, trace_id, user_id, data, metadata)
        SELECT * FROM unnest($1::bigint[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::bigint[],
                             $7::timestamptz[], $8::uuid[], $9::uuid[], $10::jsonb[], $11::jsonb[])`,
      values: [
        column(({ globalPosition }) => globalPosition),
        column(({ id }) => id),
        column(({ streamName }) => streamName),
        column(({ streamName }) => categoryOf(streamName)),
        column(({ type }) => type.slice(0, LONGEST_TYPE)),
        column(({ position }) => position),
        column(({ time }) => time.toISOString()),
        column(({ metadata }) => uuidOrNull(metadata.traceId)),
        column(({ metadata }) => uuidOrNull(metadata.userId)),
        column(({ data }) => JSON.stringify(redact(data))),
        column(({ metadata }) => JSON.stringify(redact(metadata))),
      ],
    },
  ];
}

function uuidOrNull(value: unknown): string | null {
  return typeof value === 'string' && UUID.test(value) ? value : null;
}

const contracts = [identity, sendEmail, videoPublishing, viewCounting];

export const projections: Projection[] = contracts
  .flatMap(({ category, commandCategory }) => [category, commandCategory])
  .map((category) => ({ category, project, topics: (messages) => (messages.length > 0 ? ['operations'] : []) }));
