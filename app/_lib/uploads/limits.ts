import { formatBytes } from '@/app/_lib/format/format';
import type { Ledger } from './ledger';
import { UploadRefusal } from './metadata';

export interface UploadLimits {
  /** Of one account, in bytes. */
  quota: number;
  /** The number of unfinished uploads that one account may have. */
  unfinished: number;
}

/**
 * Checks whether another upload may begin. Pure.
 * @param bytes of its file.
 * @returns the refusal, or null if it may.
 */
export function refusalOf(bytes: number, { free, usage }: Ledger, limits: UploadLimits): UploadRefusal | null {
  if (usage.unfinished.length >= limits.unfinished) {
    const many =
      usage.unfinished.length === 1 ? 'one unfinished upload' : `${usage.unfinished.length} unfinished uploads`;
    return new UploadRefusal(
      429,
      'too-many-unfinished',
      `You have ${many}, and this site allows no more. Finish one or delete one, then try again.`,
    );
  }
  if (usage.bytes + bytes > limits.quota) {
    const left = formatBytes(Math.max(0, limits.quota - usage.bytes));
    return new UploadRefusal(
      507,
      'quota',
      `The file is ${formatBytes(bytes)}, and you have ${left} of your ${formatBytes(limits.quota)} left. Upload a smaller version.`,
    );
  }
  return bytes > free ? noSpace() : null;
}

/** The sentence that a user reads when the command of a complete file cannot be written. */
export const ARRIVED_BUT_UNAVAILABLE = 'Your file arrived, but the site can’t continue with it just now. Try again.';

/** The refusal of a file that an editor uploads for somebody whose quota is used. */
export function noSpaceOfOwner(): UploadRefusal {
  const sentence = 'The owner of this video has too little storage left for this file. Upload a smaller version.';
  return new UploadRefusal(507, 'quota', sentence);
}

function noSpace(): UploadRefusal {
  return new UploadRefusal(507, 'no-room', 'This site has no space for this file at the moment. Try again later.');
}

/** The same refusal for a file that is partly uploaded. */
export function noSpaceLeft(): UploadRefusal {
  return new UploadRefusal(
    507,
    'no-room',
    'This site has run out of space. What has arrived is kept. Try again later to continue the upload.',
  );
}
