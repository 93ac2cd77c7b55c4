import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * How to reach the embedded Postgres of a data folder, as its superuser. For commands beside a running site.
 * @returns null where there is none.
 */
export async function embeddedUrl(dataDir: string): Promise<string | null> {
  const [password, port] = await Promise.all(
    ['password', 'port'].map((file) => readFile(join(dataDir, 'postgres', file), 'utf8').catch(() => null)),
  );
  if (!password || !port) return null;
  return `postgres://postgres:${password.trim()}@127.0.0.1:${port.trim()}/video_tutorials`;
}
