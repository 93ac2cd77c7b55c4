import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { FetchInstrumentation } from '@opentelemetry/instrumentation-fetch';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, WebTracerProvider } from '@opentelemetry/sdk-trace-web';

const TELEMETRY = '/api/telemetry';

/**
 * Gives each request of this page to its site a span and a `traceparent`, so that its trace continues in the server.
 * The spans go to the site, which passes them on: collectors are private, and pages talk to no other hosts.
 */
export function traceBrowser(): void {
  const exporter = new OTLPTraceExporter({ url: new URL(TELEMETRY, location.origin).href });
  const provider = new WebTracerProvider({
    resource: resourceFromAttributes({ 'service.name': 'browser' }),
    spanProcessors: [new BatchSpanProcessor(exporter, { scheduledDelayMillis: 1000, maxExportBatchSize: 32 })],
  });
  provider.register();

  const plain = window.fetch;
  new FetchInstrumentation({ ignoreUrls: [new RegExp(`${TELEMETRY}$`)] }).setTracerProvider(provider);

  // Does not trace prefetches of Next, because no user asked for them.
  const traced = window.fetch;
  window.fetch = (input, init) =>
    (new Headers(init?.headers).has('next-router-prefetch') ? plain : traced).call(window, input, init);
}
