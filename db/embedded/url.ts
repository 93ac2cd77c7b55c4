import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The superuser's URL of the embedded Postgres of a data folder. For commands beside a running site.
 * @returns null if there is none.
 */
export async function embeddedUrl(dataDir: string): Promise<string | null> {
  const [password, port] = await Promise.all(
    ['password', 'port'].map((file) => readFile(join(dataDir, 'postgres', file), 'utf8').catch(() => null)),
  );
  if (!password || !port) return null;
  return `postgres://postgres:${password.trim()}@127.0.0.1:${port.trim()}/video_tutorials`;
}
