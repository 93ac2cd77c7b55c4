import { formatDuration, formatLines } from '@/app/_lib/format/format';
import { sentencesOf } from '@/app/_lib/commands/sentences-of';
import { LABEL_MAX, LINES_MAX, TRACKS_MAX } from '@/text/captions/line';
import { maxUnits } from '@/text/characters';
import type { FindingKind, Finding, Unreadable } from '@/text/captions/parse';
import type { CaptionsReason } from '@/workers/captioning/contract';

/** The reasons of rejections, and those that the application adds if it does not send a command. */
type Reason = CaptionsReason | Unreadable | 'no-file' | 'large-file' | 'not-text' | 'unavailable';

const FORMATS = 'Save it as WebVTT (.vtt) or SubRip (.srt), and choose that file.';

/** The sentence that a user reads, by reason. A reason without a sentence does not compile. */
const REJECTIONS: Record<Reason, string> = {
  'no-such-video': 'This video no longer exists.',
  'not-yours': 'This video belongs to someone else. Only they and their editors can change its captions.',
  'no-such-track': 'These captions were removed meanwhile. Restore them in the list, then try again.',
  'no-such-language': 'Choose the language that these captions are in.',
  'same-name': 'There are already captions with this name. Give these a label, or replace the others.',
  'too-long': `A label can have up to ${LABEL_MAX} characters. Shorten it a little.`,
  'too-many-tracks': `A video can have up to ${TRACKS_MAX} tracks of captions. Remove one first.`,
  'too-many-removed':
    'Too many captions of this video have been added and removed. Restore one of them, and replace its lines.',
  'too-many-lines': `Captions can have up to ${LINES_MAX.toLocaleString('en')} lines. Is this the right file?`,
  'too-large': 'This is more text than the captions of a video can have. Is this the right file?',
  'bad-line': 'Each line needs words, and has to end after it begins.',
  'after-end': 'A line begins after the video ends. Change its time, or remove it.',
  'all-after-end': 'Every line begins after the video ends. Are these the right captions?',
  'changed-meanwhile':
    'These captions were changed in another tab. Both versions are merged below. Check them, then save again.',
  'not-captions': `There are no captions in this file. ${FORMATS}`,
  'advanced-substation': `This is a file of Advanced SubStation Alpha. ${FORMATS}`,
  ttml: `This is a file of Timed Text (TTML). ${FORMATS}`,
  'frame-numbers': `The times in this file are frame numbers (MicroDVD). ${FORMATS}`,
  'no-file': 'Choose a file first.',
  'large-file': 'A caption file can have up to 900 kB. Is this the right file?',
  'not-text': 'Some of these characters can’t be saved. Type the text instead of pasting it.',
  unavailable: 'The site can’t save anything just now. Nothing is lost. Try again in a moment.',
};

/** Returns the sentence for a rejection. */
export const captionsSentence = sentencesOf(REJECTIONS);

/** The same where all lines of a track are replaced at once. */
export const replacementSentence = sentencesOf({
  ...REJECTIONS,
  'changed-meanwhile':
    'These captions were changed meanwhile, so nothing is replaced yet. See their history, then replace them again if you still want to.',
} satisfies typeof REJECTIONS);

/** Returns why no message can hold a label. */
export function unsendableLabel({ label }: { label: string }): { reason: CaptionsReason | 'not-text'; field?: string } {
  return label.length > maxUnits(LABEL_MAX) ? { reason: 'too-long', field: 'label' } : { reason: 'not-text' };
}

/** What was fixed, and what was left out, by kind: of one line, and of several. */
const FINDINGS: Record<FindingKind, [isFixed: boolean, one: string, several: string]> = {
  'no-end': [
    true,
    'ended before it started, so it was given a usual length',
    'ended before they started, so they were given a usual length',
  ],
  'not-in-order': [
    true,
    'was not in the order of time, and was sorted',
    'were not in the order of time, and were sorted',
  ],
  repeated: [true, 'was there twice, and is kept once', 'were there twice, and are kept once'],
  'broken-row': [
    true,
    'was broken by an empty row, which was removed',
    'were broken by an empty row, which was removed',
  ],
  formatting: [true, 'had formatting, which was removed', 'had formatting, which was removed'],
  'unreadable-time': [false, 'has a time that can’t be read', 'have a time that can’t be read'],
  empty: [false, 'says nothing', 'say nothing'],
  'too-long': [false, 'is too long, or too late, for a caption', 'are too long, or too late, for a caption'],
  'after-end': [false, 'begins after the video ends', 'begin after the video ends'],
  'no-time': [false, 'is text without a time', 'are text without a time'],
};
const SHOWN_MAX = 5;

interface ReportedFile {
  /** Of the lines that were taken. */
  readonly count: number;
  readonly findings: readonly Finding[];
  /** That it was read in. */
  readonly encoding: string;
  /** Of the video; null if it is not known. */
  readonly lengthSeconds: number | null;
}

/**
 * Says what became of a file: how many lines it had, what was fixed, and what was left out, with the lines of the
 * file.
 */
export function reportOf({ count, findings, encoding, lengthSeconds }: ReportedFile): string {
  const kinds = [...new Set(findings.map(({ kind }) => kind))];
  const sentences = (isFixed: boolean) =>
    kinds
      .filter((kind) => FINDINGS[kind][0] === isFixed)
      .map((kind) => {
        const at = findings.filter((finding) => finding.kind === kind).map((finding) => finding.at);
        const [, one, several] = FINDINGS[kind];
        const end = kind === 'after-end' && lengthSeconds !== null ? `, at ${formatDuration(lengthSeconds)}` : '';
        return `${at.length.toLocaleString('en')} ${at.length === 1 ? `line ${one}` : `lines ${several}`}${end} (${placesOf(at)})`;
      });
  const [fixed, left] = [sentences(true), sentences(false)];
  return [
    `Added ${formatLines(count)}.`,
    encoding.startsWith('UTF') ? '' : `The file was read as ${encoding}.`,
    fixed.length > 0 ? `Fixed: ${fixed.join('; ')}.` : '',
    left.length > 0 ? `Left out: ${left.join('; ')}.` : '',
  ]
    .filter(Boolean)
    .join('\n');
}

function placesOf(at: readonly number[]): string {
  const shown = at.slice(0, SHOWN_MAX).join(', ');
  const rest = at.length - SHOWN_MAX;
  return `${at.length === 1 ? 'line' : 'lines'} ${shown}${rest > 0 ? ` and ${rest.toLocaleString('en')} more` : ''} of the file`;
}

/** Says how many lines of an earlier version were left out, because the video is too short for them. */
export function lateSentence(count: number, lengthSeconds: number): string {
  const lines = count === 1 ? '1 line begins' : `${count.toLocaleString('en')} lines begin`;
  return `Left out: ${lines} after the video ends, at ${formatDuration(lengthSeconds)}.`;
}
