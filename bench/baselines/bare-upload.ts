import { open } from 'node:fs/promises';
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { serve } from './serve';

/**
 * Writes each body to a file, at the offset of the header `Upload-Offset`, and nothing else. With `/synced` it also waits
 * for the disk before it answers.
 */
const path = process.env.UPLOAD_FILE!;

serve((request, response) => {
  const start = Number(request.headers['upload-offset'] ?? 0);
  const file = createWriteStream(path, { flags: start === 0 ? 'w' : 'r+', start });
  pipeline(request, file)
    .then(() => (request.url === '/synced' ? sync() : undefined))
    .then(
      () => response.writeHead(204).end(),
      (error: Error) => response.writeHead(500).end(error.message),
    );
});

async function sync(): Promise<void> {
  const file = await open(path, 'r+');
  await file.sync().finally(() => file.close());
}
