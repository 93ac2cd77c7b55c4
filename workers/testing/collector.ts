import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A span that the collector received. */
export interface CollectedSpan {
  readonly service: string;
  readonly name: string;
  readonly kind: number;
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId: string | null;
  /** 2 means failed. */
  readonly status: number;
  readonly attributes: Readonly<Record<string, string | number | boolean>>;
}

export interface Collector {
  /** For OTEL_EXPORTER_OTLP_ENDPOINT. `GET <url>/spans` returns all spans as JSON, for tests in other processes. */
  readonly url: string;
  readonly spans: readonly CollectedSpan[];
  /** The headers of the last request with spans. */
  readonly headers: Readonly<Record<string, unknown>>;
  /** The status of each response to spans. */
  readonly answers: readonly number[];
  /** Makes the collector refuse spans, or accept them again. */
  refuse(isRefusing: boolean): void;
  /** Deletes the spans received so far. */
  forget(): void;
  close(): Promise<void>;
}

interface Attribute {
  key: string;
  value: Record<string, string | number | boolean>;
}
interface TracesRequest {
  resourceSpans: {
    resource: { attributes: Attribute[] };
    scopeSpans: {
      spans: {
        name: string;
        kind: number;
        traceId: string;
        spanId: string;
        parentSpanId?: string;
        attributes?: Attribute[];
        status?: { code?: number };
      }[];
    }[];
  }[];
}

/** Starts an OpenTelemetry collector that receives OTLP over HTTP, as JSON, and keeps the spans in memory. */
export async function startCollector(): Promise<Collector> {
  const spans: CollectedSpan[] = [];
  const answers: number[] = [];
  let headers = {};
  let isRefusing = false;
  const server = createServer((request, response) => {
    const answer = (status: number, body: unknown) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    if (request.method === 'GET' && request.url === '/spans') return answer(200, spans);
    if (request.method !== 'POST' || request.url !== '/v1/traces') return answer(404, {});
    headers = request.headers;
    readJson(request).then(
      (body) => {
        if (!isRefusing) spans.push(...spansIn(body as TracesRequest));
        answers.push(isRefusing ? 400 : 200);
        answer(isRefusing ? 400 : 200, {});
      },
      () => answer(400, {}),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    spans,
    get headers() {
      return headers;
    },
    answers,
    forget: () => void (spans.length = 0),
    refuse: (refusing) => (isRefusing = refusing),
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

function spansIn({ resourceSpans }: TracesRequest): CollectedSpan[] {
  return resourceSpans.flatMap(({ resource, scopeSpans }) => {
    const service = String(valuesOf(resource.attributes)['service.name']);
    return scopeSpans.flatMap((scope) =>
      scope.spans.map(({ name, kind, traceId, spanId, parentSpanId, attributes, status }) => ({
        service,
        name,
        kind,
        traceId,
        spanId,
        parentSpanId: parentSpanId || null,
        status: status?.code ?? 0,
        attributes: valuesOf(attributes ?? []),
      })),
    );
  });
}

function valuesOf(attributes: readonly Attribute[]) {
  return Object.fromEntries(attributes.map(({ key, value }) => [key, Object.values(value)[0]!]));
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString());
}
