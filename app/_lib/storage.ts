import 'server-only';
import { environment } from '@/app/_lib/environment';
import { openStorage } from '@/storage/open';
import type { Storage } from '@/storage/storage';

let opened: Storage | undefined;

/** Returns the site's files: uploads, media and pictures. Pages and handlers each open it, so that its errors are theirs. */
export function storage(): Storage {
  return (opened ??= openStorage(environment));
}
