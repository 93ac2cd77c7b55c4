import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32 } from 'node:zlib';
import { ContractError, type EventOf } from '@message-db/client';
import type { Log, Outgoing } from '@message-db/runtime';
import { v5 as uuidFrom } from 'uuid';
import { DiskFullError, freeBytes } from '@/disk-space';
import type { Environment } from '@/environment';
import type { Storage } from '@/storage/storage';
import { bytesOfOwner, storeUpload } from '@/storage/uploads';
import { decodeText } from '@/text/captions/decode';
import type { Line } from '@/text/captions/line';
import { parseCaptions } from '@/text/captions/parse';
import { captioning } from '@/workers/captioning/contract';
import { videoPublishing } from '@/workers/video-publishing/contract';
import { isDamage, type OpenArchive } from './archives/open-archive';
import { importing, type ChosenItem, type Failure, type Notice } from './contract';
import type { DraftCaptions } from './formats/fit-metadata';
import type { FoundItem } from './find-items';
import { baseOf, storable } from './formats/metadata';
import { nullIfDamaged, readFile, type Contents } from './contents';
import type { WithContents } from './open-contents';

type ItemsChosen = Extract<EventOf<typeof importing>, { type: 'ItemsChosen' }>;
type Unpack = OpenArchive['stream'];

interface Context {
  readonly environment: Environment;
  readonly storage: Storage;
  readonly withContents: WithContents;
  readonly signal: AbortSignal;
  readonly log: Log;
}

/** How many bytes are unpacked until the free space is measured again. */
const MEASURE_EVERY = 16_000_000;
/** Real captions are smaller. */
const CAPTIONS_MAX = 5_000_000;

/** Why an item cannot be imported. Any other error is temporary. */
class ImportFailedError extends Error {
  override name = 'ImportFailedError';
  constructor(readonly reason: Failure) {
    super(reason);
  }
}

/**
 * Unpacks the file of an item into the uploads, and returns the messages that make its draft. They are written in one
 * transaction with the end of the job, so a job that was stopped makes no draft, and a repeated job makes the same
 * draft.
 */
export async function importItem(context: Context, event: ItemsChosen, itemId: string): Promise<Outgoing[]> {
  const { userId, importId } = event.data;
  const chosen = event.data.items.find((each) => each.itemId === itemId)!;
  const streamName = importing.commandStream(userId);
  const idOf = (step: string) => ({ id: uuidFrom(`${step} ${itemId}`, event.id) });
  const attempt = async (contents: Contents) => {
    const { unpack } = contents;
    const found = contents.item(itemId);
    if (!found) {
      const isGone = contents.found.problems.some(({ kind }) => kind === 'archive-missing');
      throw new ImportFailedError(isGone ? 'archive-missing' : 'changed');
    }
    await storeFile(context, userId, chosen, found, unpack);
    const { messages, notices } = await draft(event, chosen, found, unpack, idOf);
    const message = importing.commands.RecordImport({ userId, importId, ...chosen, notices }, idOf('RecordImport'));
    return [...messages, { streamName, message }];
  };
  return context.withContents(event.data, context.signal, (contents) =>
    attempt(contents).catch((error: Error) => {
      // A message that cannot be stored now cannot be stored later either.
      if (!(error instanceof ImportFailedError || error instanceof ContractError)) throw error;
      const reason = error instanceof ImportFailedError ? error.reason : 'not-storable';
      const message = importing.commands.RecordImportFailure(
        { userId, importId, itemId, reason, uploadId: chosen.uploadId },
        idOf('RecordImportFailure'),
      );
      return [{ streamName, message }];
    }),
  );
}

/** Stores the file as the upload of a video, as if it had been uploaded. Safe to repeat. */
async function storeFile(
  { environment, storage, signal }: Context,
  userId: string,
  { uploadId, videoId }: ChosenItem,
  { file }: FoundItem,
  unpack: Unpack,
): Promise<void> {
  const checkQuota = async () => {
    if ((await bytesOfOwner(storage, userId, uploadId)) + file.bytes > environment.UPLOAD_QUOTA)
      throw new ImportFailedError('quota');
  };
  await checkQuota();
  const folder = await storage.workFolder(workName(userId));
  const checkSpace = async (bytes: number) => {
    if ((await freeBytes(folder, environment.DISK_RESERVE)) < bytes)
      throw new DiskFullError(`There is no space for ${bytes} bytes`);
  };
  await checkSpace(file.bytes);
  const path = join(folder, uploadId);
  let [crc, unpacked, measuredAt] = [0, 0, 0];
  const check = new Transform({
    transform(chunk: Buffer, _encoding, callback) {
      crc = crc32(chunk, crc);
      unpacked += chunk.length;
      if (unpacked - measuredAt < MEASURE_EVERY) return callback(null, chunk);
      measuredAt = unpacked;
      // Nothing reserves the space: uploads and other imports take from it meanwhile.
      checkSpace(file.bytes - unpacked).then(() => callback(null, chunk), callback);
    },
  });
  try {
    await pipeline(await unpack(file), check, createWriteStream(path, { mode: 0o600 }), { signal });
    if (crc !== file.crc) throw new ImportFailedError('damaged');
    // Unpacking takes minutes, in which other files may have been stored.
    await checkQuota();
    const metadata = { ownerId: userId, videoId, fileName: fileNameOf(file.path) };
    await storeUpload(storage, uploadId, { size: file.bytes, metadata }, path, signal);
  } catch (error) {
    await rm(path, { force: true });
    throw isDamage(error as Error) ? new ImportFailedError('damaged') : error;
  }
}

/** The name of the folder in which a person's files are unpacked. */
export function workName(userId: string): string {
  return `importing/${userId}`;
}

function fileNameOf(path: string): string {
  return storable(baseOf(path), -255);
}

async function draft(
  { time, data: { userId } }: ItemsChosen,
  { videoId, uploadId }: ChosenItem,
  { details, file }: FoundItem,
  unpack: Unpack,
  idOf: (step: string) => { id: string },
): Promise<{ messages: Outgoing[]; notices: Notice[] }> {
  const { DraftVideo, EditDetails, ProcessVideo } = videoPublishing.commands;
  const { name, description, tags, language, category, licence, chapters } = details;
  const fileName = fileNameOf(file.path);
  const at = time.toISOString();
  const edited = {
    ...(name !== '' && { name }),
    ...(description !== '' && { description }),
    ...(tags.length > 0 && { tags: [...tags] }),
    ...(language && { language }),
    ...(category && { category }),
    ...(licence && { licence }),
    ...(chapters && { chapters: [...chapters] }),
  };
  const toVideo = [
    DraftVideo({ videoId, ownerId: userId, fileName, draftedAt: at }, idOf('DraftVideo')),
    EditDetails({ videoId, userId, ...edited }, idOf('EditDetails')),
    ProcessVideo(
      { videoId, ownerId: userId, uploadId, fileName, bytes: file.bytes, uploadedAt: at },
      idOf('ProcessVideo'),
    ),
  ];
  const tracks = await readTracks(details.captions, unpack);
  // Captioning may not know the video yet.
  const toCaptions = [
    captioning.commands.OpenCaptioning({ videoId, ownerId: userId }, idOf('OpenCaptioning')),
    ...tracks.read.map(({ language: trackLanguage, lines }) =>
      captioning.commands.TakeTrack(
        {
          ...{ videoId, trackId: uuidFrom(`track ${trackLanguage}`, videoId), source: 'upload' },
          ...{ language: trackLanguage, label: '', lines: [...lines], at },
        },
        idOf(`TakeTrack ${trackLanguage}`),
      ),
    ),
  ];
  return {
    messages: [
      ...toVideo.map((message) => ({ streamName: videoPublishing.commandStream(videoId), message })),
      ...toCaptions.map((message) => ({ streamName: captioning.commandStream(videoId), message })),
    ],
    notices: tracks.isComplete ? [] : ['captions-unreadable'],
  };
}

async function readTracks(captions: readonly DraftCaptions[], unpack: Unpack) {
  const read: { language: DraftCaptions['language']; lines: readonly Line[] }[] = [];
  for (const { file, language } of captions) {
    const isSmall = file.bytes <= CAPTIONS_MAX && file.isReadable;
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    const bytes = isSmall ? await readFile(file, unpack).catch(nullIfDamaged) : null;
    const parsed = bytes && parseCaptions(decodeText(bytes, language).text);
    if (parsed && typeof parsed !== 'string') read.push({ language, lines: parsed.lines });
  }
  return { read, isComplete: read.length === captions.length };
}
