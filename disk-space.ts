import { statfs } from 'node:fs/promises';

/** Files that can still be made when a disk counts as full: each message, mail and log needs some. */
const FILES_RESERVED = 1_000;

/**
 * Bytes that may still be written on the disk of a folder. Zero or less: only the reserve is left, which is the database's.
 * @param reserve bytes that stay free.
 */
export async function freeBytes(folder: string, reserve: number): Promise<number> {
  const { bavail, bsize, files, ffree } = await statfs(folder);
  // Some file systems make room for files as they go, and count none.
  if (files > 0 && ffree < FILES_RESERVED) return 0;
  return bavail * bsize - reserve;
}

/** A disk has no space left above its reserve. It passes: the work is tried again. */
export class DiskFullError extends Error {
  override name = 'DiskFullError';
}

/** Whether an error says that a disk, or somebody's share of it, is full. */
export function isDiskFull(error: unknown): boolean {
  return ['ENOSPC', 'EDQUOT'].includes((error as NodeJS.ErrnoException | null)?.code ?? '');
}
