import { isSpanContextValid, type Context, type Span as AnySpan, type Tracer } from '@opentelemetry/api';
import type { ReadableSpan, Span, SpanExporter, SpanProcessor } from '@opentelemetry/sdk-trace-node';
import type { Environment } from './environment';

/** How long the last spans of a process may take to leave it, in milliseconds. */
const LAST_WORDS_MS = 1000;
/** Where spans of requests, those of Next among them, have an address. So have some names. */
const ADDRESSES = ['http.target', 'http.url', 'url.full', 'next.span_name'];
/** `ExportResultCode.SUCCESS` of the SDK. */
const EXPORTED = 0;

/** The settings that say where traces go. */
type Destination = Pick<Environment, 'OTEL_EXPORTER_OTLP_ENDPOINT' | 'OTEL_EXPORTER_OTLP_HEADERS'>;

/** The spans of one process on their way to the collector. */
export interface Tracing {
  readonly tracer: Tracer;
  /** Sends what is left, within a second. Never throws. */
  stop(): Promise<void>;
}

/**
 * Starts to trace, where OTEL_EXPORTER_OTLP_ENDPOINT says to whom. Where it does not, nothing of OpenTelemetry is even
 * loaded. Beside the settings of environment.ts, the SDK reads the standard ones by itself: OTEL_TRACES_SAMPLER,
 * OTEL_RESOURCE_ATTRIBUTES, OTEL_BSP_SCHEDULE_DELAY and so on.
 * @param settings.service the process's name, as traces show it.
 * @param settings.global whether whoever asks OpenTelemetry's API gets it, as Next does, and contexts follow promises.
 * @param settings.ignored paths of requests that nobody wants to see traced.
 * @param settings.onTrouble hears once that the collector does not take spans, and again when that has changed.
 */
export async function startTracing(
  environment: Destination,
  settings: { service: string; global?: boolean; ignored?: readonly string[]; onTrouble: (news: string) => void },
): Promise<Tracing | null> {
  const collector = collectorOf(environment);
  if (!collector) return null;
  const { OTLPTraceExporter } = await import('@opentelemetry/exporter-trace-otlp-http');
  const { detectResources, envDetector, resourceFromAttributes } = await import('@opentelemetry/resources');
  const { BatchSpanProcessor, NodeTracerProvider } = await import('@opentelemetry/sdk-trace-node');

  const exporter = outspoken(new OTLPTraceExporter(collector), settings.onTrouble);
  const provider = new NodeTracerProvider({
    resource: detectResources({ detectors: [envDetector] }).merge(
      resourceFromAttributes({ 'service.name': settings.service, 'service.namespace': 'video-tutorials' }),
    ),
    spanProcessors: [discreet(new BatchSpanProcessor(exporter), settings.ignored ?? [])],
  });
  if (settings.global) provider.register();
  return {
    tracer: provider.getTracer('video-tutorials'),
    async stop() {
      let timer: NodeJS.Timeout | undefined;
      const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, LAST_WORDS_MS)));
      await Promise.race([provider.shutdown().catch(() => {}), late]);
      clearTimeout(timer);
    },
  };
}

/** Where spans are posted, and the headers to send along; null where nothing is traced. */
export function collectorOf(environment: Destination): { url: string; headers: Record<string, string> } | null {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_EXPORTER_OTLP_HEADERS: headers } = environment;
  return endpoint ? { url: `${endpoint.replace(/\/$/, '')}/v1/traces`, headers } : null;
}

/** An exporter that fails in silence would leave people to wonder where their traces are. */
function outspoken(exporter: SpanExporter, tell: (news: string) => void): SpanExporter {
  let works = true;
  return {
    export(spans, done) {
      exporter.export(spans, (result) => {
        const worked = result.code === EXPORTED;
        const reason = result.error?.message ?? 'no reason given';
        if (works && !worked) tell(`Traces are lost, the collector does not take them: ${reason}`);
        if (!works && worked) tell('The collector takes traces again');
        works = worked;
        done(result);
      });
    },
    forceFlush: () => exporter.forceFlush?.() ?? Promise.resolve(),
    shutdown: () => exporter.shutdown(),
  };
}

/**
 * Leaves out the traces of requests to `ignored` paths, and the queries of all addresses: links in mails carry tokens
 * there, which are nobody's business.
 */
function discreet(processor: SpanProcessor, ignored: readonly string[]): SpanProcessor {
  const left = new Set<string>();
  return {
    onStart(span: Span, parent: Context) {
      for (const name of ADDRESSES) {
        const address = span.attributes[name];
        if (typeof address === 'string') span.setAttribute(name, address.split('?')[0]!);
      }
      if (span.name.includes('?')) span.updateName(span.name.split('?')[0]!);
      const { traceId } = span.spanContext();
      if (!span.parentSpanContext && ignored.includes(String(span.attributes['http.target']))) left.add(traceId);
      if (!left.has(traceId)) processor.onStart(span, parent);
    },
    onEnd(span: ReadableSpan) {
      const { traceId } = span.spanContext();
      if (!left.has(traceId)) processor.onEnd(span);
      else if (!span.parentSpanContext) left.delete(traceId);
    },
    forceFlush: () => processor.forceFlush(),
    shutdown: () => processor.shutdown(),
  };
}

/** The W3C `traceparent` by which others continue a span; undefined for one that does nothing. */
export function traceparentOf(span: AnySpan): string | undefined {
  const context = span.spanContext();
  if (!isSpanContextValid(context)) return undefined;
  return `00-${context.traceId}-${context.spanId}-${context.traceFlags.toString(16).padStart(2, '0')}`;
}
