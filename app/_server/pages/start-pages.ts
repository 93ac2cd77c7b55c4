import { announcements } from '../../_lib/live/announcements';
import { replica } from '../../_lib/queries/database';
import type { Render, ServePage } from '../server';
import { servePages } from './serve-pages';

/** Starts to keep finished pages in this process. @param host of the site's own address. */
export function startPages(render: Render, host: string): ServePage {
  return servePages({
    render,
    host,
    announcements: announcements(),
    catchUp: async () => replica()?.catchUp(),
  });
}
