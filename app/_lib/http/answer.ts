import { AsyncLocalStorage } from 'node:async_hooks';
import type { IncomingMessage, ServerResponse } from 'node:http';

type Answers = AsyncLocalStorage<ServerResponse>;

// The server and the pages are bundled separately and share this process.
const shared = globalThis as { [key: symbol]: Answers | undefined };
const answers = (shared[Symbol.for('video-tutorials.answers')] ??= new AsyncLocalStorage());

/**
 * Renders a page so that it can set the status of its answer, which Next does not let pages do. Next's own `notFound()`
 * gives a dynamic page an empty document that scripts fill.
 * A request of the router for an open page keeps its 200: for any other status the router would load the page whole.
 */
export function withStatus<T>(request: IncomingMessage, response: ServerResponse, render: () => T): T {
  return request.headers.rsc === undefined ? answers.run(response, render) : render();
}

/**
 * Replaces the content security policy of this answer, for a document that is no page of the site. Only before any of
 * it is sent.
 */
export function answerWithPolicy(policy: string): void {
  answers.getStore()?.setHeader('Content-Security-Policy', policy);
}

/** Returns whether the page that is rendered is a whole one, which can lead elsewhere, and no update of an open page. */
export function isWholePage(): boolean {
  return answers.getStore() !== undefined;
}

/** Returns the answer to the request in hand, from its action to its page; undefined for an update of an open page. */
export function currentAnswer(): ServerResponse | undefined {
  return answers.getStore();
}

/** Asks search engines not to find the page that is rendered. Only before any of it is sent. */
export function answerNotIndexed(): void {
  answers.getStore()?.setHeader('X-Robots-Tag', 'noindex');
}

/** Makes the answer to this request a 404. Only while a page is rendered, before any of it is sent. */
export function answerNotFound(): void {
  const response = answers.getStore();
  if (response && !response.headersSent) response.statusCode = 404;
}
