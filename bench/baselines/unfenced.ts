import { request as send, type IncomingMessage } from 'node:http';
import { listen } from '@message-db/client';
import { TOPICS_CHANNEL } from '@message-db/runtime';
import { serve } from './serve';

/**
 * A store of finished pages in front of the site, as one writes it first: it keeps each response, and forgets all of
 * them when it hears an announcement. A page that is being rendered then is not kept.
 */
interface Kept {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

const kept = new Map<string, Kept>();
let version = 0;

function forget(): void {
  version += 1;
  kept.clear();
}

listen({
  connection: { connectionString: process.env.DATABASE_URL!, applicationName: 'application' },
  channels: [TOPICS_CHANNEL],
  onNotification: forget,
  onConnect: forget,
});

serve(async (request, response) => {
  const { rsc, 'accept-encoding': accepts } = request.headers;
  const key = [request.url, rsc, accepts].join(' ');
  const before = version;
  const page = kept.get(key) ?? (await render(request));
  if (before === version) kept.set(key, page);
  const { 'transfer-encoding': _chunked, connection: _connection, ...headers } = page.headers;
  response.writeHead(page.status, { ...headers, 'content-length': page.body.length }).end(page.body);
});

function render({ url, headers }: IncomingMessage): Promise<Kept> {
  return new Promise((resolve, reject) => {
    send(new URL(url!, process.env.SITE_URL), { headers }, (answer) => {
      const chunks: Buffer[] = [];
      answer.on('data', (chunk: Buffer) => chunks.push(chunk));
      answer.on('end', () =>
        resolve({ status: answer.statusCode!, headers: answer.headers, body: Buffer.concat(chunks) }),
      );
    })
      .on('error', reject)
      .end();
  });
}
