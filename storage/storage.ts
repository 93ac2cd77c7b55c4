/** What is known of a stored file. */
export interface FileInfo {
  /** A path with slashes and without dots at its start: `media/<videoId>/<uploadId>/720/index.m3u8`. */
  readonly name: string;
  readonly bytes: number;
  /** When it was stored, in milliseconds since 1970. S3 knows whole seconds. */
  readonly changedAt: number;
  /** Names this content: another one has another version. */
  readonly version: string;
}

/** A file that is being read. Close it. */
export interface OpenFile {
  /** Of what is read. It may have been replaced since it was found. */
  readonly info: FileInfo;
  /** Reads it as a whole. @throws {StorageError} if it changed meanwhile. */
  read(): Promise<Buffer>;
  /**
   * Yields the bytes from `start` to `end`, both included. The bytes of a chunk may change when the one after the next
   * is asked for: so a caller may write one while it waits for the next.
   * @throws {StorageError} if the file changed meanwhile.
   */
  chunks(start: number, end: number): AsyncGenerator<Buffer, void, void>;
  close(): Promise<void>;
}

/**
 * The files of a site: uploads, what was made from them, pictures. They are on the disk of this machine, or in an S3
 * bucket that machines share. Names are the same in both, and callers check those that come from outside.
 *
 * What has been put is safe when the promise resolves. A file, or a folder by `putFolder`, appears as a whole or not at
 * all.
 *
 * Each method throws a StorageUnavailableError if S3 does not answer, and the system's error if a disk fails.
 */
export interface Storage {
  readonly kind: 'disk' | 's3';

  /** Returns what is known of a file, or null if there is none. */
  find(name: string): Promise<FileInfo | null>;
  /** Opens a file. @returns null if it has gone. In S3, only reading it tells that, by a FileGoneError. */
  open(file: FileInfo): Promise<OpenFile | null>;
  /** Reads a small file. @returns null if there is none. */
  read(name: string): Promise<Buffer | null>;

  /** Stores a small file, and replaces an earlier one. */
  put(name: string, content: string | Uint8Array): Promise<void>;
  /**
   * Stores a file of this machine, which is moved, and replaces an earlier one.
   * @param path from `workFolder`.
   * @param signal nothing is stored once it is aborted.
   */
  putFile(name: string, path: string, signal?: AbortSignal): Promise<void>;
  /**
   * Stores a folder of files, which is moved, unless there is a complete one.
   * @param path from `workFolder`. It has no folders in it.
   * @param signal nothing is stored once it is aborted.
   */
  putFolder(name: string, path: string, signal?: AbortSignal): Promise<void>;
  /** Returns whether there is such a file, or such a complete folder of `putFolder`. */
  has(name: string): Promise<boolean>;

  /** Returns the names of the files and folders in a folder, without those that begin with a dot. Empty if there is none. */
  names(folder: string): Promise<string[]>;
  /** Yields all files in a folder and in the folders below, without those whose path has a part that begins with a dot. */
  files(folder: string): AsyncGenerator<FileInfo, void, void>;
  /** Deletes a file, or a folder with everything in it, also what is half stored. Does nothing if there is none. */
  delete(name: string): Promise<void>;

  /**
   * Returns a folder of this machine for making files below `name`. It exists already in part if an earlier attempt left
   * it. `delete` of `<name>/.work` empties it.
   */
  workFolder(name: string): Promise<string>;
  /**
   * Returns the path of a file on this machine, for programs that only read files. It stays until it is deleted, or, as
   * a copy, has not been asked for in two hours. Nobody may write to it.
   * @param reserve bytes that a copy must leave free on the disk.
   * @returns null if there is no such file. @throws {DiskFullError}
   */
  local(name: string, reserve: number, signal?: AbortSignal): Promise<string | null>;
}

/** A file became shorter, or was replaced, while it was read. */
export class StorageError extends Error {
  override name = 'StorageError';
}

/** A file was deleted after it was found. */
export class FileGoneError extends StorageError {
  override name = 'FileGoneError';
}

/** S3 does not answer, or refuses this site. Temporary: the work is tried again. */
export class StorageUnavailableError extends Error {
  override name = 'StorageUnavailableError';
}

/** S3 refuses the settings of this site. The message says which one to correct. */
export class StorageSettingsError extends StorageUnavailableError {
  override name = 'StorageSettingsError';
}

/** In a folder for work there are files that are not complete. */
export const WORK = '.work';
