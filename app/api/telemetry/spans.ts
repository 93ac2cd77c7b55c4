import { z } from 'zod';

/** The largest number of spans in a body. A page sends at most 32 at a time. */
const MAX_SPANS = 64;

const id = (digits: number) => z.string().regex(new RegExp(`^[0-9a-f]{${digits}}$`, 'i'));
const nanoseconds = z.string().regex(/^\d{1,19}$/);
const attribute = z.object({
  key: z.string().max(100),
  value: z.union([
    // Query strings may be private, so values with a question mark are cut there. No other attribute contains one.
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
 * Checks the spans of a page, in OTLP's JSON, and returns them in the form that is passed on: of the service `browser`,
 * whatever name the page gives, and only with the attributes that pages send. Null for anything else.
 */
export function readSpans(body: unknown): { resourceSpans: unknown[] } | null {
  const parsed = request.safeParse(body);
  if (!parsed.success) return null;
  const spans = parsed.data.resourceSpans.flatMap(({ scopeSpans }) => scopeSpans.flatMap((scope) => scope.spans));
  if (spans.length === 0 || spans.length > MAX_SPANS) return null;
  const textAttribute = (key: string, stringValue: string) => ({ key, value: { stringValue } });
  const resource = {
    attributes: [textAttribute('service.name', 'browser'), textAttribute('service.namespace', 'video-tutorials')],
  };
  return { resourceSpans: [{ resource, scopeSpans: [{ scope: { name: 'video-tutorials' }, spans }] }] };
}
