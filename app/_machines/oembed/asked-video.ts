import { z } from 'zod';

/** The player's size if the consumer sets none, in pixels. */
const [WIDTH, HEIGHT_MAX] = [640, 10_000];
const SIDE = /^\d{1,5}$/;
const PATH = /^\/(?:watch|embed)\/([^/]+)(?:\/[^/]*)?\/?$/;

/** What a consumer of oEmbed asks for, or the status of the answer that refuses it. */
export type AskedVideo =
  | {
      readonly videoId: string;
      /** The query of the video's address, which says where it starts: `?t=90`, `?loop=83-97`. */
      readonly query: string;
      readonly box: { width: number; height: number };
    }
  | 400
  | 404
  | 501;

/**
 * Reads the query of a request for oEmbed: `url`, `format`, `maxwidth` and `maxheight`. A size that is none counts as not
 * set. Pure.
 * @param siteUrl the site's own address: no other one is known here.
 */
export function readAskedVideo(query: URLSearchParams, siteUrl: string): AskedVideo {
  if ((query.get('format') ?? 'json') !== 'json') return 501;
  const address = query.get('url');
  if (address === null) return 400;
  if (!URL.canParse(address)) return 400;
  const url = new URL(address);
  const [, id] = (url.host === new URL(siteUrl).host && PATH.exec(url.pathname)) || [];
  const { data: videoId } = z.uuid().toLowerCase().safeParse(id);
  if (videoId === undefined) return 404;
  return {
    videoId,
    query: url.search,
    box: { width: side(query, 'maxwidth') ?? WIDTH, height: side(query, 'maxheight') ?? HEIGHT_MAX },
  };
}

function side(query: URLSearchParams, name: string): number | null {
  const text = query.get(name) ?? '';
  return SIDE.test(text) && Number(text) > 0 ? Number(text) : null;
}
