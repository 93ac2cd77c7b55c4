import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { Connection, type Address } from './connection';
import type { Response } from './response-reader';
import { percentile } from '../statistics';

/** A prepared request, and what its response must be. */
export interface LoadRequest {
  /** The whole request: see `requestText`. */
  readonly text: string;
  readonly status: number;
  /** Texts that the decoded body must contain. */
  readonly contains?: readonly string[];
  /** The length that the body must have as it is sent, in bytes. */
  readonly length?: number;
  /** Whether the server may refuse it with 503, if it says when to come back. The times of refusals are not counted. */
  readonly mayBeRefused?: boolean;
}

export interface Load extends Address {
  readonly connections: number;
  readonly durationMs: number;
  /** Sent in turn. The connections begin at different ones, distributed evenly. */
  readonly requests: readonly LoadRequest[];
  /** Whether to read bodies only to their length. For large ones that need no check. */
  readonly discard?: boolean;
}

/** What a load led to. Times are in milliseconds. */
export interface LoadResult {
  /** Right responses. */
  readonly answered: number;
  /** Right responses a second. */
  readonly rate: number;
  /** Responses with 503 to requests that may be refused. */
  readonly refused: number;
  /** The time from the first request to the last response. */
  readonly elapsedMs: number;
  /** The number of responses by status. */
  readonly statuses: Readonly<Record<number, number>>;
  /** The number of responses with another status or body than was expected. */
  readonly wrong: number;
  /** What was wrong first. */
  readonly firstWrong: string | null;
  /** The number of requests without a response, by the code of the error. */
  readonly errors: Readonly<Record<string, number>>;
  /** The bytes of all bodies as they were sent. */
  readonly bodyBytes: number;
  readonly firstByte: { readonly p50: number; readonly p99: number };
  readonly whole: { readonly p50: number; readonly p99: number };
}

/** The pause after an error, in milliseconds, so that a dead server is not asked as fast as possible. */
const PAUSE_MS = 10;

/**
 * Sends requests over keep-alive connections, each the next as soon as the last is answered.
 * @param isOver ends the load, as does its duration.
 */
export async function apply(load: Load, isOver: () => boolean = () => false): Promise<LoadResult> {
  const { connections, durationMs, host, port, requests, discard = false } = load;
  const prepared = requests.map((request) => ({
    bytes: Buffer.from(request.text),
    check: checkerOf(request),
    mayBeRefused: request.mayBeRefused ?? false,
  }));
  const statuses: Record<number, number> = {};
  const errors: Record<string, number> = {};
  const [firstBytes, wholes]: [number[], number[]] = [[], []];
  let [answered, refused, wrong, bodyBytes] = [0, 0, 0, 0];
  let firstWrong: string | null = null;
  const startedAt = performance.now();
  const endsAt = startedAt + durationMs;
  let lastAt = startedAt;

  function runOne(first: number): Promise<void> {
    return new Promise((resolve) => {
      let next = first;
      let sentAt = 0;
      const connection = new Connection({
        host,
        port,
        discard,
        onFirstByte: () => void firstBytes.push(performance.now() - sentAt),
      });
      const send = () => {
        if (performance.now() >= endsAt || isOver()) {
          connection.close();
          return resolve();
        }
        const { bytes, check, mayBeRefused } = prepared[next++ % prepared.length]!;
        sentAt = performance.now();
        connection.send(
          bytes,
          (response) => {
            lastAt = performance.now();
            statuses[response.status] = (statuses[response.status] ?? 0) + 1;
            if (mayBeRefused && isRefusal(response)) {
              refused += 1;
              return send();
            }
            wholes.push(lastAt - sentAt);
            bodyBytes += response.length;
            const problem = check(response);
            if (problem === null) answered += 1;
            else {
              wrong += 1;
              firstWrong ??= problem;
            }
            send();
          },
          (reason) => {
            errors[reason] = (errors[reason] ?? 0) + 1;
            setTimeout(send, PAUSE_MS);
          },
        );
      };
      send();
    });
  }

  const all = Array.from({ length: connections }, (_, n) => runOne(Math.floor((n * requests.length) / connections)));
  await Promise.all(all);
  const elapsedMs = lastAt - startedAt;
  const times = (values: number[]) => ({ p50: percentile(values, 50), p99: percentile(values, 99) });
  return {
    answered,
    rate: answered / (elapsedMs / 1000),
    refused,
    elapsedMs,
    statuses,
    wrong,
    firstWrong,
    errors,
    bodyBytes,
    firstByte: times(firstBytes),
    whole: times(wholes),
  };
}

/**
 * Returns a check of the responses to a request: null for a right one, else what is wrong. A body is decoded only if it
 * differs from the last right one, so checking costs little while the page does not change.
 */
function checkerOf({ status, contains = [], length }: LoadRequest): (response: Response) => string | null {
  let right: Buffer | null = null;
  return (response) => {
    if (response.status !== status) return `status ${response.status} instead of ${status}`;
    if (length !== undefined && response.length !== length) return `${response.length} bytes instead of ${length}`;
    if (contains.length === 0 || right?.equals(response.body)) return null;
    const text = textOf(response);
    const missing = contains.find((part) => !text.includes(part));
    if (missing !== undefined) return `no “${missing}” in the body`;
    right = Buffer.from(response.body);
    return null;
  };
}

function isRefusal({ status, head }: Response): boolean {
  return status === 503 && /\r\nretry-after: *\d/i.test(head);
}

/** Returns the decoded body of a response. */
export function textOf({ head, body }: Pick<Response, 'head' | 'body'>): string {
  const [, encoding] = /\r\ncontent-encoding: *(\w+)/i.exec(head) ?? [];
  if (encoding === undefined) return body.toString();
  if (encoding === 'gzip') return gunzipSync(body).toString();
  if (encoding === 'br') return brotliDecompressSync(body).toString();
  throw new Error(`A response is encoded as ${encoding}`);
}
