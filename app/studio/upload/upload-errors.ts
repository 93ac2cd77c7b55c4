import { formatBytes } from '@/app/_lib/format/format';
import { SMALLEST_CHUNK } from './chunk-size';

/** The site's refusal of an upload: its status and its unchanged body. Status 0 if the site could not be reached. */
export interface UploadError {
  status: number;
  body: string;
}

/** The file is not where it was any more, so its bytes cannot be read. */
export const UNREADABLE: UploadError = {
  status: 0,
  body: JSON.stringify({
    reason: 'unreadable',
    error: 'The file can’t be read any more: it was moved, renamed or changed. Choose it again to continue.',
  }),
};

/** Reasons of refusals that another try with the same file does not change. */
const FINAL = new Set([
  'too-large',
  'quota',
  'name-too-long',
  'bad-length',
  'bad-metadata',
  'bad-video',
  'in-progress',
  'no-such-video',
  'not-yours',
  'uploading-elsewhere',
  'unreadable',
]);

/** Returns a sentence for a refusal, and whether the same file may succeed at another try. */
export function explainUploadError(
  { status, body }: UploadError,
  maxBytes: number,
): { error: string; mayTryAgain: boolean } {
  if (status === 0 && body === UNREADABLE.body) return { error: readRefusal(body)!.error, mayTryAgain: false };
  if (status === 0) {
    return {
      error:
        'The site couldn’t be reached. Check your connection, then try again. The upload continues where it stopped.',
      mayTryAgain: true,
    };
  }
  if (status === 401) {
    return {
      error:
        'You’re no longer signed in. Sign in again in another tab, then try again. The upload continues where it stopped.',
      mayTryAgain: true,
    };
  }
  if (status === 403) {
    return {
      error:
        'You’re now signed in as someone else. This upload belongs to the person who started it. Sign in as them in another tab, then try again. The upload continues where it stopped.',
      mayTryAgain: true,
    };
  }
  const refusal = readRefusal(body);
  if (status === 413 && !refusal) {
    return {
      error: `A proxy in front of this site limits requests to less than ${formatBytes(SMALLEST_CHUNK)}, which is too little for uploads. Ask the people who run the site to raise that limit, then try again. The upload continues where it stopped.`,
      mayTryAgain: true,
    };
  }
  if (refusal?.reason === 'too-large') {
    return {
      error: `The file is too large: this site accepts files of up to ${formatBytes(maxBytes)}.`,
      mayTryAgain: false,
    };
  }
  if (refusal) return { error: refusal.error, mayTryAgain: !FINAL.has(refusal.reason) };
  return {
    error: `The site couldn’t accept the file (error ${status}). Try again in a moment.`,
    mayTryAgain: true,
  };
}

/** Reads a refusal of app/api/uploads: a sentence and a reason. Null for the answer of a proxy in between. */
export function readRefusal(body: string): { error: string; reason: string } | null {
  try {
    const { error, reason } = JSON.parse(body);
    return typeof error === 'string' && typeof reason === 'string' ? { error, reason } : null;
  } catch {
    return null;
  }
}
