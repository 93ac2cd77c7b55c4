import { createReadStream } from 'node:fs';
import { Upload } from 'tus-js-client';
import type { Account } from './account';
import type { RunningSite } from './running-site';

/** Uploads a file, as the studio does. */
export async function upload(site: RunningSite, account: Account, path: string, fileName: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    new Upload(createReadStream(path), {
      endpoint: new URL('/api/uploads', site.url).href,
      chunkSize: 8 * 1024 * 1024,
      headers: { cookie: account.cookie },
      metadata: { filename: fileName, filetype: 'video/mp4' },
      onSuccess: () => resolve(),
      onError: reject,
    }).start();
  });
}
