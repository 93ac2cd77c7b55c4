import { createServer, request as forward, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The reaction of the proxy to a request that is too large: it responds as nginx does, or not at all. */
export type OnTooLarge = 'answers 413' | 'cuts the connection';

/**
 * Starts a forward proxy that limits the size of request bodies, for a browser context's `proxy`.
 * @param maxBytes the limit.
 */
export async function startLimitingProxy(maxBytes: number, onTooLarge: OnTooLarge) {
  const refused: number[] = [];
  const server = createServer((request, response) => {
    const bytes = Number(request.headers['content-length'] ?? 0);
    if (bytes <= maxBytes) return pass(request, response);
    refused.push(bytes);
    if (onTooLarge === 'cuts the connection') return request.socket.destroy();
    response.writeHead(413, { 'Content-Type': 'text/html', Connection: 'close' });
    return response.end('<html><head><title>413 Request Entity Too Large</title></head></html>');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    server: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** The sizes of the refused bodies. */
    refused,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

function pass(request: IncomingMessage, response: ServerResponse): void {
  const { method, headers, url = '' } = request;
  const onward = forward(url, { method, headers }, (answer) => {
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    answer.pipe(response);
  });
  onward.on('error', () => response.destroy());
  response.on('close', () => onward.destroy());
  request.pipe(onward);
}
