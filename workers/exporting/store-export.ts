import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import type { Storage } from '@/storage/storage';
import type { ExportedFile } from './contents/file';
import { exportFileName, EXPORTS } from './contract';

/**
 * Stores these files as the ZIP file of an export, and replaces an earlier one.
 * @returns its size in bytes. After an abort the file may be missing.
 */
export async function storeExport(
  storage: Storage,
  exportId: string,
  files: AsyncIterable<ExportedFile>,
  signal: AbortSignal,
): Promise<number> {
  const folder = await mkdtemp(join(await storage.workFolder(EXPORTS), 'export-'));
  try {
    const path = join(folder, 'export.zip');
    const zip = new ZipFile();
    const written = pipeline(zip.outputStream, createWriteStream(path), { signal });
    const added = addAll(zip, files, signal).catch((error: Error) => {
      // Ends the other one too, which would wait for more.
      (zip.outputStream as Readable).destroy(error);
      throw error;
    });
    await Promise.all([added, written]);
    await storage.putFile(exportFileName(exportId), path, signal);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return (await storage.find(exportFileName(exportId)))?.bytes ?? 0;
}

async function addAll(zip: ZipFile, files: AsyncIterable<ExportedFile>, signal: AbortSignal): Promise<void> {
  for await (const { name, text } of files) {
    signal.throwIfAborted();
    zip.addBuffer(Buffer.from(text), name);
  }
  zip.end();
}
