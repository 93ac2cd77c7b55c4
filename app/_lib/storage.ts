import 'server-only';
import { environment } from '@/app/_lib/environment';
import { oncePerProcess } from '@/app/_lib/once-per-process';
import { openStorage } from '@/storage/open';
import type { Storage } from '@/storage/storage';

/** Returns the site's files: uploads, media and pictures. */
export function storage(): Storage {
  return oncePerProcess('storage', () => openStorage(environment));
}
