import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { probeFile, type ProbedSource, type ToolContext } from '../ffmpeg/probing/probe';
import { encodeSound } from '../ffmpeg/sound/sound';
import { maxSoundBytes, withDiskSpace } from './disk-space-guard';
import { reportDamage, type FileWork } from './work-on-file';

/** A file whose renditions can be made, by jobs that do not read it all again. */
export interface PreparedFile {
  readonly source: ProbedSource;
  /** The sound of all renditions; null for a video without sound. */
  readonly soundFile: string | null;
  /** The context for ffmpeg. */
  readonly context: ToolContext;
}

/** Raise it with any change to `ProbedSource`: files of another version are made again. */
const VERSION = 2;

/** Probes the file, unless another job has. */
export async function probeOnce({ folder, context }: FileWork): Promise<ProbedSource> {
  const name = `source-${VERSION}.json`;
  const path = await folder.makeTemporary(name, async (place) => {
    const source = await probeFile({ ...context, folder: place });
    await writeFile(join(place, name), JSON.stringify(source), { mode: 0o600 });
  });
  return JSON.parse(await readFile(path, 'utf8')) as ProbedSource;
}

/** Encodes the sound, unless another job has. */
export async function prepareSound(work: FileWork, source: ProbedSource): Promise<PreparedFile> {
  const { sound } = source;
  const context = { ...work.context, ignoresEdits: source.ignoresEdits };
  if (sound === null) return { source, context, soundFile: null };
  const soundFile = await work.folder.makeTemporary('sound.mp4', (place) =>
    withDiskSpace(work.disk, maxSoundBytes(source), context.signal, async (signal) => {
      const { isDamaged } = await encodeSound({ ...context, folder: place, signal }, sound, source);
      if (isDamaged) await reportDamage(work);
    }),
  );
  return { source, context, soundFile };
}
