import { decodeText } from '@/text/captions/decode';
import type { Line } from '@/text/captions/line';
import { parseCaptions } from '@/text/captions/parse';
import { isLanguage } from '@/text/languages';
import { FILE_MAX } from './file-max';
import { millisecondsOf } from './length';
import { reportOf } from './sentences';

/** What was read from a file of captions, or why it was not taken. */
export type ReadFile =
  | { readonly isRead: true; readonly fileName: string; readonly lines: Line[]; readonly report: string }
  | { readonly isRead: false; readonly reason: string };

/**
 * Reads the file of a form.
 * @param language of the captions, by which older encodings are read.
 * @param lengthSeconds of the video; null if it is not known. Lines that begin after its end are left out.
 */
export async function readFile(file: unknown, language: string, lengthSeconds: number | null): Promise<ReadFile> {
  if (!(file instanceof File) || file.size === 0) return { isRead: false, reason: 'no-file' };
  if (file.size > FILE_MAX) return { isRead: false, reason: 'large-file' };
  const { text, encoding } = decodeText(
    new Uint8Array(await file.arrayBuffer()),
    isLanguage(language) ? language : null,
  );
  const parsed = parseCaptions(text, millisecondsOf(lengthSeconds) ?? Infinity);
  if (typeof parsed === 'string') return { isRead: false, reason: parsed };
  const { lines, findings } = parsed;
  return {
    isRead: true,
    fileName: file.name.slice(-255),
    lines: [...lines],
    report: reportOf({ count: lines.length, findings, encoding, lengthSeconds }),
  };
}
