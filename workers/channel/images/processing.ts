import { reacts } from '@message-db/runtime';
import { v5 as uuidFrom } from 'uuid';
import type { Environment } from '@/environment';
import type { Storage } from '@/storage/storage';
import { findFfmpeg } from '@/workers/ffmpeg/binaries';
import { PictureError } from '@/workers/ffmpeg/pictures/make-picture';
import { channel } from '../contract';
import { makeFiles } from './image-folder';

const { FailImage, RecordImage } = channel.commands;

/**
 * Follows the component's own events: makes the pictures of channels, one after the other, and deletes the files of
 * pictures that nobody sees any more.
 */
export function makesImages(environment: Environment, storage: Storage) {
  const nameOf = (...ids: [userId: string, imageId?: string]) => ['channels', ...ids].join('/');
  const remove = async (userId: string, imageIds: readonly (string | undefined)[]) => {
    for (const imageId of imageIds) {
      // oxlint-disable-next-line no-await-in-loop
      if (imageId !== undefined) await storage.delete(nameOf(userId, imageId));
    }
    return [];
  };
  return reacts({
    name: 'channel-images',
    category: channel.category,
    writes: [channel.commandCategory],
    read: channel.readEvent,
    handlers: {
      async ImageAdded({ id, data: { userId, kind, imageId, superseded } }, { host, signal }) {
        await remove(userId, [superseded]);
        const streamName = channel.commandStream(userId);
        const image = { userId, kind, imageId };
        try {
          const widths = await makeFiles(storage, nameOf(userId, imageId), kind, {
            tools: findFfmpeg(environment),
            signal,
          });
          return [{ streamName, message: RecordImage({ ...image, widths }, { id: uuidFrom('RecordImage', id) }) }];
        } catch (error) {
          if (!(error instanceof PictureError)) throw error;
          const { reason } = error;
          host.log.warn({ userId, imageId, reason }, 'a file cannot become a picture');
          return [{ streamName, message: FailImage({ ...image, reason }, { id: uuidFrom('FailImage', id) }) }];
        }
      },
      ImageReady: ({ data: { userId, replaced } }) => remove(userId, [replaced]),
      ImageRejected: ({ data: { userId, imageId } }) => remove(userId, [imageId]),
      ImageRemoved: ({ data: { userId, imageIds } }) => remove(userId, imageIds),
      async ChannelClosed({ data: { userId } }) {
        await storage.delete(nameOf(userId));
        return [];
      },
    },
  });
}
