import { formatBytes } from '@/app/_lib/format/format';
import { SMALLEST_CHUNK } from './chunk-size';

/** What the site refused an upload with: its status, and its body as it came. Status 0: it could not be reached. */
export interface UploadError {
  status: number;
  body: string;
}

/** Words of refusals that stay what they are at another try with the same file. */
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
]);

/** A refusal in words, and whether the same file may do better at another try. */
export function explainUploadError(
  { status, body }: UploadError,
  maxBytes: number,
): { problem: string; mayTryAgain: boolean } {
  if (status === 0) {
    return {
      problem:
        'The site couldn’t be reached. Check your connection, then try again. The upload continues where it stopped.',
      mayTryAgain: true,
    };
  }
  if (status === 401) {
    return {
      problem:
        'You’re no longer signed in. Sign in again in another tab, then try again. The upload continues where it stopped.',
      mayTryAgain: true,
    };
  }
  if (status === 403) {
    return {
      problem:
        'You’re now signed in as someone else. This upload belongs to the person who started it. Sign in as them in another tab, then try again. The upload continues where it stopped.',
      mayTryAgain: true,
    };
  }
  const refusal = readRefusal(body);
  if (status === 413 && !refusal) {
    return {
      problem: `A proxy in front of this site limits requests to less than ${formatBytes(SMALLEST_CHUNK)}, which is too little for uploads. Ask the people who run the site to raise that limit, then try again. The upload continues where it stopped.`,
      mayTryAgain: true,
    };
  }
  if (refusal?.reason === 'too-large') {
    return {
      problem: `The file is too large: this site takes files of up to ${formatBytes(maxBytes)}.`,
      mayTryAgain: false,
    };
  }
  if (refusal) return { problem: refusal.error, mayTryAgain: !FINAL.has(refusal.reason) };
  return {
    problem: `The site couldn’t accept the file (error ${status}). Try again in a moment.`,
    mayTryAgain: true,
  };
}

/** What app/api/uploads answers a refusal with: a sentence, and a word for it. A proxy in between answers otherwise. */
export function readRefusal(body: string): { error: string; reason: string } | null {
  try {
    const { error, reason } = JSON.parse(body);
    return typeof error === 'string' && typeof reason === 'string' ? { error, reason } : null;
  } catch {
    return null;
  }
}
