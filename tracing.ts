import type { Context, Tracer } from '@opentelemetry/api';
import type { ReadableSpan, Span, SpanExporter, SpanProcessor } from '@opentelemetry/sdk-trace-node';
import type { Environment } from './environment';

/** The time that a process may take to send its last spans, in milliseconds. */
const SHUTDOWN_MS = 1000;
/** The attributes of request spans, including those of Next, that contain a URL. Some span names contain one too. */
const URL_ATTRIBUTES = ['http.target', 'http.url', 'url.full', 'next.span_name'];
/** `ExportResultCode.SUCCESS` of the SDK. */
const EXPORTED = 0;

/** The settings of the collector. */
type Destination = Pick<Environment, 'OTEL_EXPORTER_OTLP_ENDPOINT' | 'OTEL_EXPORTER_OTLP_HEADERS'>;

/** The tracer of a process. */
export interface Tracing {
  readonly tracer: Tracer;
  /** Sends the remaining spans, for a second at most. Never throws. */
  stop(): Promise<void>;
}

/**
 * Starts tracing to the collector at OTEL_EXPORTER_OTLP_ENDPOINT. Without that setting it loads no OpenTelemetry SDK.
 * The SDK also reads its own standard settings: OTEL_TRACES_SAMPLER, OTEL_RESOURCE_ATTRIBUTES, OTEL_BSP_SCHEDULE_DELAY
 * and so on.
 * @param settings.service the name of the process in traces.
 * @param settings.global registers the provider with OpenTelemetry's API, which Next uses, and propagates contexts
 * through promises.
 * @param settings.onStateChange is called with a message when the collector begins to refuse spans, and when it accepts
 * them again.
 * @returns null without a collector.
 */
export async function startTracing(
  environment: Destination,
  settings: { service: string; global?: boolean; onStateChange: (state: string) => void },
): Promise<Tracing | null> {
  const collector = collectorOf(environment);
  if (!collector) return null;
  const { OTLPTraceExporter } = await import('@opentelemetry/exporter-trace-otlp-http');
  const { detectResources, envDetector, resourceFromAttributes } = await import('@opentelemetry/resources');
  const { BatchSpanProcessor, NodeTracerProvider } = await import('@opentelemetry/sdk-trace-node');

  const exporter = withStateChanges(new OTLPTraceExporter(collector), settings.onStateChange);
  const provider = new NodeTracerProvider({
    resource: detectResources({ detectors: [envDetector] }).merge(
      resourceFromAttributes({ 'service.name': settings.service, 'service.namespace': 'video-tutorials' }),
    ),
    spanProcessors: [withoutSecrets(new BatchSpanProcessor(exporter))],
  });
  if (settings.global) provider.register();
  return {
    tracer: provider.getTracer('video-tutorials'),
    async stop() {
      let timer: NodeJS.Timeout | undefined;
      const timeout = new Promise<void>((resolve) => (timer = setTimeout(resolve, SHUTDOWN_MS)));
      await Promise.race([provider.shutdown().catch(() => {}), timeout]);
      clearTimeout(timer);
    },
  };
}

/** Returns the URL to which spans are posted, and the headers to send; null without a collector. */
export function collectorOf(environment: Destination): { url: string; headers: Record<string, string> } | null {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_EXPORTER_OTLP_HEADERS: headers } = environment;
  return endpoint ? { url: `${endpoint.replace(/\/$/, '')}/v1/traces`, headers } : null;
}

/** Reports when an exporter begins to fail, and when it succeeds again. The SDK reports neither. */
function withStateChanges(exporter: SpanExporter, report: (state: string) => void): SpanExporter {
  let works = true;
  return {
    export(spans, done) {
      exporter.export(spans, (result) => {
        const worked = result.code === EXPORTED;
        const reason = result.error?.message ?? 'no reason given';
        if (works && !worked) report(`Traces are lost, because the collector does not accept them: ${reason}`);
        if (!works && worked) report('The collector accepts traces again');
        works = worked;
        done(result);
      });
    },
    forceFlush: () => exporter.forceFlush?.() ?? Promise.resolve(),
    shutdown: () => exporter.shutdown(),
  };
}

/** Removes the query string from all URLs, because links in mails contain tokens. */
function withoutSecrets(processor: SpanProcessor): SpanProcessor {
  return {
    onStart(span: Span, parent: Context) {
      for (const name of URL_ATTRIBUTES) {
        const url = span.attributes[name];
        if (typeof url === 'string') span.setAttribute(name, url.split('?')[0]!);
      }
      if (span.name.includes('?')) span.updateName(span.name.split('?')[0]!);
      processor.onStart(span, parent);
    },
    onEnd: (span: ReadableSpan) => processor.onEnd(span),
    forceFlush: () => processor.forceFlush(),
    shutdown: () => processor.shutdown(),
  };
}
