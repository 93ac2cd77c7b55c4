import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { expect, test, vi } from 'vitest';
import { createStopper } from './stop';

test('a stopping server lets requests finish, ends live streams, and accepts no new connections', async () => {
  const under: ServerResponse[] = [];
  const server = createServer((request, response) => {
    if (request.url === '/live') response.setHeader('Content-Type', 'text/event-stream').write('data:\n\n');
    else if (request.url === '/idle') response.end('idle');
    else under.push(response);
  });
  const stop = createStopper(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const ask = (path: string) => {
    const socket = connect({ host: '127.0.0.1', port });
    socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`);
    let answer = '';
    socket
      .setEncoding('utf8')
      .on('data', (chunk: string) => (answer += chunk))
      .on('error', () => {});
    return { answer: () => answer, ended: once(socket, 'close') };
  };
  const [live, idle, slow] = [ask('/live'), ask('/idle'), ask('/slow')];
  await vi.waitFor(() =>
    expect([live.answer(), idle.answer(), under.length]).toEqual([
      expect.stringContaining('data:'),
      expect.stringContaining('idle'),
      1,
    ]),
  );

  const stopped = stop();
  await Promise.all([live.ended, idle.ended]);
  const refused = connect({ host: '127.0.0.1', port });
  const [error] = (await once(refused, 'error')) as [NodeJS.ErrnoException];
  expect(error.code).toBe('ECONNREFUSED');
  under[0]?.end('done');
  await slow.ended;
  expect(slow.answer()).toMatch(/Connection: close[\s\S]*done/i);
  await stopped;
});
