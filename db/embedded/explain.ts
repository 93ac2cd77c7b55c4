import { OperatorError } from '../operator-error';

/** Converts the last output of initdb or postgres to an error with one sentence. */
export function explain(output: string, folder: string): OperatorError {
  if (/No space left on device|Check free disk space/.test(output)) {
    return new OperatorError(`The disk that holds ${folder} is full: free some space and start again.`);
  }
  if (/Read-only file system/.test(output)) {
    return new OperatorError(`${folder} is on a read-only file system: set DATA_DIR to a folder that can be written.`);
  }
  const lines = output.trim().split('\n');
  const reason = lines.findLast((line) => /FATAL|PANIC|error:/.test(line)) ?? lines.at(-1) ?? '';
  return new OperatorError(
    `The embedded Postgres in ${folder} did not start: ${reason.replace(/^.*?(FATAL|PANIC|error): +/, '') || 'it gave no reason'}.`,
  );
}

/** Does the same as {@link explain} for an error of the file system. @returns the same error if it is unknown. */
export function explainFileError(error: unknown, folder: string): unknown {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  if (code === 'ENOSPC' || code === 'EDQUOT') return explain('No space left on device', folder);
  if (code === 'EROFS') return explain('Read-only file system', folder);
  if (['EACCES', 'EPERM', 'ENOTDIR', 'EEXIST'].includes(code)) {
    return new OperatorError(
      `The data folder ${folder} cannot be written (${code}): set DATA_DIR to one that can, or change its owner.`,
    );
  }
  const { path, syscall } = error as NodeJS.ErrnoException;
  if (path !== undefined && !syscall?.startsWith('spawn') && /^E[A-Z0-9]+$/.test(code)) {
    return new OperatorError(
      `The data folder ${folder} cannot be used (${code} at ${path}): check that it is there and complete, or set DATA_DIR to another folder.`,
    );
  }
  return error;
}
