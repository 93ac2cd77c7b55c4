import { z } from 'zod';

/** More than a page sends at a time, which is 32 spans. */
const MOST_SPANS = 64;

const id = (digits: number) => z.string().regex(new RegExp(`^[0-9a-f]{${digits}}$`, 'i'));
const nanoseconds = z.string().regex(/^\d{1,19}$/);
const attribute = z.object({
  key: z.string().max(100),
  value: z.union([
    // Query strings may be private. No other attribute that a page sends has a question mark in it.
    z.strictObject({
      stringValue: z
        .string()
        .max(2000)
        .transform((text) => text.split('?')[0]!),
    }),
    z.strictObject({ intValue: z.union([z.int(), z.string().max(20)]) }),
    z.strictObject({ doubleValue: z.number() }),
    z.strictObject({ boolValue: z.boolean() }),
  ]),
});
const event = z.object({
  name: z.string().max(100),
  timeUnixNano: nanoseconds,
  attributes: z.array(attribute).max(8).default([]),
});
const span = z.object({
  traceId: id(32),
  spanId: id(16),
  parentSpanId: id(16).optional(),
  flags: z.int().min(0).optional(),
  name: z.string().max(100),
  kind: z.int().min(0).max(5),
  startTimeUnixNano: nanoseconds,
  endTimeUnixNano: nanoseconds,
  attributes: z.array(attribute).max(32).default([]),
  events: z.array(event).max(32).default([]),
  status: z.object({ code: z.int().min(0).max(2), message: z.string().max(200).optional() }).default({ code: 0 }),
});
const request = z.object({
  resourceSpans: z.array(z.object({ scopeSpans: z.array(z.object({ spans: z.array(span) })) })),
});

/**
 * What a page says of its spans, in OTLP's JSON, as it may be passed on: of the service `browser`, whichever name the page
 * calls itself, with nothing but what spans of a page have. Null when it is anything else.
 */
export function readSpans(body: unknown): { resourceSpans: unknown[] } | null {
  const parsed = request.safeParse(body);
  if (!parsed.success) return null;
  const spans = parsed.data.resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans));
  if (spans.length === 0 || spans.length > MOST_SPANS) return null;
  const say = (key: string, stringValue: string) => ({ key, value: { stringValue } });
  const resource = { attributes: [say('service.name', 'browser'), say('service.namespace', 'video-tutorials')] };
  return { resourceSpans: [{ resource, scopeSpans: [{ scope: { name: 'video-tutorials' }, spans }] }] };
}
