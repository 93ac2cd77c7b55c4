import type { NewMessage } from '@message-db/client';
import type { Environment } from '@/environment';
import { StorageUnavailableError, type Storage } from '@/storage/storage';
import { uploadName } from '@/storage/uploads';
import { ElsewhereError, type Host, type JobWork, type Outgoing } from '@message-db/runtime';
import { videoPublishing } from '../contract';
import type { ToolContext } from '../ffmpeg/probing/probe';
import { findFfmpeg } from '@/workers/ffmpeg/binaries';
import { ToolError } from '@/workers/ffmpeg/tool-error';
import type { Disk } from './disk-space-guard';
import { mediaName } from './delete-files';
import { MediaFolder } from './media-folder';
import { reporter, sender, type Cause, type Report, type SendTo } from './processing-reports';
import { quote, UnusableFileError } from './unusable-file-error';

const { commands } = videoPublishing;

/**
 * How often ffmpeg may crash on a file, or be killed, before the file fails. Being killed mostly means that the machine
 * was out of memory or that an operator did it. So it is retried more often, but not for ever.
 */
const ATTEMPTS = { crashed: 3, killed: 10 } as const;

/** What the jobs of a file have in common. */
export interface FileWork {
  readonly storage: Storage;
  readonly cause: Cause;
  readonly folder: MediaFolder;
  readonly disk: Disk;
  readonly context: ToolContext;
  readonly report: Report;
  /** Sends a message to another component. */
  readonly sendTo: SendTo;
  /** The owner of the video, if the cause says it. */
  readonly ownerId: string | undefined;
  readonly log: Host['log'];
}

/**
 * Does a job on an uploaded file. If the file can never become a video, the job ends with that report.
 * @param job the name of the job, unique for the upload.
 * @param work returns the last report.
 * @throws {ElsewhereError} if this machine does not have the file, or cannot reach the storage.
 * @throws temporary errors, such as a full disk or a missing ffmpeg.
 */
export async function workOnFile(
  { environment, storage }: { readonly environment: Environment; readonly storage: Storage },
  job: { readonly name: string; readonly cause: Cause; readonly ownerId?: string },
  { signal, send }: JobWork,
  log: Host['log'],
  work: (file: FileWork) => Promise<NewMessage>,
): Promise<readonly Outgoing[]> {
  const { videoId, uploadId } = job.cause.data;
  const streamName = videoPublishing.commandStream(videoId);
  const source = uploadName(uploadId);
  const { path, bytes } = await localSource(storage, source, environment.DISK_RESERVE, signal);
  const folder = await MediaFolder.open(
    { storage, name: mediaName(videoId, uploadId), source, signal },
    job.name,
    path,
  );
  try {
    if (bytes === 0) throw new UnusableFileError('empty', 'The file has 0 bytes.');
    const context = {
      tools: findFfmpeg(environment),
      path,
      folder: folder.work,
      signal,
      onStart: (pid: number) => folder.recordProcess(pid),
    };
    const disk = { folder: folder.work, reserve: environment.DISK_RESERVE };
    const { cause, ownerId } = job;
    const [report, sendTo] = [reporter(cause, { send }), sender({ send })];
    const message = await work({ storage, cause, ownerId, folder, disk, context, report, sendTo, log });
    return [{ streamName, message }];
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof StorageUnavailableError) throw elsewhere(error);
    // The file was deleted meanwhile.
    if (!(await storage.has(source).catch(rethrowElsewhere))) throw elsewhere(error);
    const { reason, detail } = await toUnusableFileError(error, folder);
    log.warn({ videoId, uploadId, reason, detail }, 'a file cannot be processed');
    await folder.close();
    return [{ streamName, message: commands.FailProcessing({ videoId, uploadId, reason, detail }) }];
  } finally {
    await folder.forgetProcess();
  }
}

/** Reports damage. The report has one id, so it counts once. */
export function reportDamage({ cause, report }: FileWork): Promise<void> {
  const { videoId, uploadId } = cause.data;
  return report('damage', (options) => commands.RecordDamage({ videoId, uploadId }, options));
}

/**
 * Returns the file on this machine, for ffmpeg.
 * @throws {ElsewhereError} if it is not there, its disk is not mounted, or S3 cannot be reached.
 */
async function localSource(storage: Storage, name: string, reserve: number, signal: AbortSignal) {
  const file = await storage.find(name).catch(rethrowElsewhere);
  const path = file && (await storage.local(name, reserve, signal).catch(rethrowElsewhere));
  if (path === null) throw elsewhere(null);
  return { path, bytes: file!.bytes };
}

function elsewhere(cause: unknown): ElsewhereError {
  return new ElsewhereError('the uploaded file', { cause });
}

function rethrowElsewhere(error: unknown): never {
  throw error instanceof StorageUnavailableError ? elsewhere(error) : error;
}

/** Converts an error that the file causes. @throws the same error if it is temporary. */
async function toUnusableFileError(error: unknown, folder: MediaFolder): Promise<UnusableFileError> {
  if (error instanceof UnusableFileError) return error;
  if (!(error instanceof ToolError)) throw error;
  const { ending, stderr } = error;
  if (ending === 'too-long') {
    return new UnusableFileError('too-long-to-process', quote(stderr) || 'It took too long to read.');
  }
  if (ending === 'refused') throw error;
  const count = await folder.countFailure(ending);
  if (count < ATTEMPTS[ending]) throw error;
  return new UnusableFileError(
    'unsupported-codec',
    `ffmpeg ${ending === 'crashed' ? 'crashed on' : 'was killed over'} it ${count} times.\n${quote(stderr)}`.trim(),
  );
}
