import type { ChannelImage } from '@/app/_lib/media/channel-urls';
import type { Views } from '@/workers/aggregators/contract';
import type { ChannelLink } from '@/workers/channel/contract';

/** A channel as pages show it. */
export interface Channel {
  readonly userId: string;
  readonly name: string;
  /** Null until the site has found one. */
  readonly handle: string | null;
  /** In Markdown. Older ones were written as plain text. */
  readonly text: string;
  readonly links: readonly ChannelLink[];
  readonly picture: ChannelImage | null;
  readonly banner: ChannelImage | null;
}

type Columns = 'text' | 'links' | 'pictureId' | 'pictureWidths' | 'bannerId' | 'bannerWidths';
/** A row of a query of channels. The columns of a channel that was never edited are null. */
export type ChannelRow = { userId: string; name: string; handle: string | null } & {
  [Name in Columns]: Views['channels'][Name] | null;
};

/** Makes the channel of a row. Pure. */
export function channelOf(row: ChannelRow): Channel {
  const { userId, name, handle, text, links, pictureId, pictureWidths, bannerId, bannerWidths } = row;
  return {
    userId,
    name,
    handle,
    text: text ?? '',
    links: readLinks(links),
    picture: imageOf(userId, pictureId, pictureWidths),
    banner: imageOf(userId, bannerId, bannerWidths),
  };
}

/** Returns the picture of a channel, from its columns; null if it has none. */
export function imageOf(userId: string, imageId: string | null, widths: readonly number[] | null): ChannelImage | null {
  return imageId === null ? null : { userId, imageId, widths: widths ?? [] };
}

/** The form has checked the links, but no component can, because they are encrypted. So none leads to a script. */
function readLinks(json: string | null): ChannelLink[] {
  const links = json === null ? [] : (JSON.parse(json) as ChannelLink[]);
  return links.filter(({ url }) => url.startsWith('https://'));
}
