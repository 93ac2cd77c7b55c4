import { randomBytes, randomUUID } from 'node:crypto';
import { ImageResponse } from 'next/og.js';
import { encryptFields, KEY_BYTES } from '@/personal-data/encryption';
import { channel } from '@/workers/channel/contract';
import type { Account } from './account';
import type { Creator } from './catalogue';
import { findRow, send, type RunningSite } from './running-site';

/** Gives a creator's page words, links, a picture and a banner, unless it has words. */
export async function fillChannel(site: RunningSite, account: Account, creator: Creator): Promise<void> {
  const { userId } = account;
  const find = 'SELECT 1 AS found FROM view.channels WHERE user_id = $1 AND text IS NOT NULL';
  if (await findRow(site, userId, find, [userId])) return;
  const [keyId, key] = [randomUUID(), randomBytes(KEY_BYTES)];
  await site.store.pool.query('SELECT personal.keep_message_key($1, $2, $3)', [keyId, userId, key]);
  const words = encryptFields(key, userId, { text: creator.about, links: JSON.stringify(creator.links) });
  const { EditChannel } = channel.commands;
  await send(site, channel.commandStream(userId), EditChannel({ userId, keyId, ...words }));
  await addImage(site, account, 'picture', await draw(creator, 384, 384));
  await addImage(site, account, 'banner', await draw(creator, 2560, 640));
}

/** Sends a picture through the form of the studio. */
async function addImage(site: RunningSite, { cookie }: Account, kind: string, picture: Buffer): Promise<void> {
  const body = new FormData();
  body.set('file', new Blob([new Uint8Array(picture)], { type: 'image/png' }), `${kind}.png`);
  const url = new URL(`/api/channels/images?kind=${kind}`, site.url);
  const response = await fetch(url, { method: 'POST', redirect: 'manual', headers: { cookie }, body });
  const notice = new URL(response.headers.get('location') ?? '/', site.url).searchParams.get('notice');
  if (response.status !== 303 || (notice !== null && notice !== 'queued'))
    throw new Error(`The ${kind} was not taken: ${notice ?? response.status}`);
}

/** Draws discs in the colours of the creator's tutorials. @returns a PNG. */
async function draw({ tutorials }: Creator, width: number, height: number): Promise<Buffer> {
  const disc = (style: object) => ({ type: 'div', key: null, props: { style: { position: 'absolute', ...style } } });
  const colours = tutorials.flatMap((tutorial) => tutorial.colours);
  const size = height * 0.9;
  const discs = colours.map((colour, index) =>
    disc({
      left: (index / (colours.length - 1)) * (width - size * 0.4) - size * 0.3,
      top: (index % 3) * height * 0.3 - height * 0.2,
      width: size,
      height: size,
      borderRadius: size,
      backgroundColor: colour,
      opacity: 0.75,
    }),
  );
  const style = { display: 'flex', width: '100%', height: '100%', backgroundColor: colours[0] };
  const image = new ImageResponse({ type: 'div', key: null, props: { style, children: discs } }, { width, height });
  return Buffer.from(await image.arrayBuffer());
}
