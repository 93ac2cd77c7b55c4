import { tidyText } from '@/text/tidy';
import { byTime, LINE_MAX, LINES_MAX, TEXT_MAX, TIME_MAX, type Line } from './line';
import { parseTiming } from './times';

/** Something in a file that is not as it should be, and what was done about it. */
export interface Finding {
  readonly kind: FindingKind;
  /** The line of the file, from 1. */
  readonly at: number;
}

export type FindingKind =
  // Mended.
  | 'no-end'
  | 'not-in-order'
  | 'repeated'
  | 'broken-row'
  | 'formatting'
  // Left out.
  | 'unreadable-time'
  | 'empty'
  | 'too-long'
  | 'after-end'
  | 'no-time';

/** What a file of captions has. */
export interface Parsed {
  readonly lines: readonly Line[];
  readonly findings: readonly Finding[];
}

/** Why a file as a whole cannot be read. */
export type Unreadable =
  | 'not-captions'
  | 'advanced-substation'
  | 'ttml'
  | 'frame-numbers'
  | 'too-many-lines'
  | 'too-large'
  /** Every line begins after the end of the video. */
  | 'all-after-end';

/** The time that a line without a usable end gets, unless the next one begins earlier, in milliseconds. */
const USUAL_MS = 2_000;

/**
 * Reads WebVTT, SRT or SubViewer, by their timing lines, which all of them have. Mends what is safe to mend and leaves
 * out what cannot be shown; each finding says at which line of the file. Pure.
 * @param milliseconds the length of the video; infinite if it is not known.
 * @returns a reason if it is no such file.
 */
export function parseCaptions(text: string, milliseconds = Infinity): Parsed | Unreadable {
  const rows = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  const findings: Finding[] = [];
  const found = (kind: FindingKind, at: number) => void findings.push({ kind, at });
  const blocks = blocksOf(rows, found);
  if (blocks.length === 0) return unreadable(text);
  if (blocks.length > LINES_MAX) return 'too-many-lines';
  const lines = timed(blocks, found).flatMap((block) => lineOf(block, milliseconds, found));
  if (lines.length === 0) return findings.some(({ kind }) => kind === 'after-end') ? 'all-after-end' : 'not-captions';
  if (lines.reduce((sum, line) => sum + line.text.length, 0) > TEXT_MAX) return 'too-large';
  return { lines, findings: findings.toSorted((one, other) => one.at - other.at) };
}

interface Block {
  readonly at: number;
  readonly start: number;
  readonly end: number;
  readonly rows: string[];
}
type Found = (kind: FindingKind, at: number) => void;

/** Collects the rows below each timing line. */
function blocksOf(rows: readonly string[], found: Found): Block[] {
  const isVtt = /^WEBVTT(\s|$)/.test(rows[0] ?? '');
  const blocks: Block[] = [];
  let block: Block | null = null;
  let isSkipping = false;
  for (const [index, row] of rows.entries()) {
    const at = index + 1;
    if (row.trim() === '') {
      if (isVtt || isSkipping) block = null;
      isSkipping = false;
      if (block && block.rows.length > 0 && block.rows.at(-1) !== '') block.rows.push('');
      continue;
    }
    const timing = parseTiming(row);
    if (timing) {
      block = { at, ...timing, rows: [] };
      blocks.push(block);
      isSkipping = false;
    } else if (row.includes('-->')) {
      found('unreadable-time', at);
      block = null;
      isSkipping = true;
    } else if (block && !isSkipping && !isName(rows, index)) block.rows.push(row);
    else if (!block && !isVtt && blocks.length > 0 && !isSkipping && !isName(rows, index)) found('no-time', at);
  }
  for (const { rows: own, at } of blocks) {
    while (own.at(-1) === '') own.pop();
    if (own.includes('')) found('broken-row', at);
  }
  return blocks;
}

/** The row above a timing line is its number or its name. */
function isName(rows: readonly string[], index: number): boolean {
  const next = rows[index + 1] ?? '';
  if (!next.includes('-->') && parseTiming(next) === null) return false;
  return /^\s*\d+\s*$/.test(rows[index]!) || (rows[index - 1] ?? '').trim() === '';
}

/** Sorts the blocks, drops repeated ones, and gives an end to those that have none. */
function timed(blocks: readonly Block[], found: Found): Block[] {
  for (const [index, block] of blocks.entries())
    if (index > 0 && block.start < blocks[index - 1]!.start) found('not-in-order', block.at);
  const sorted = blocks.toSorted((one, other) => byTime({ ...one, text: '' }, { ...other, text: '' }));
  const seen = new Set<string>();
  const nextStarts = nextStartsOf(sorted);
  return sorted.flatMap((block, index) => {
    const key = JSON.stringify([block.start, block.end, block.rows]);
    if (seen.has(key)) {
      found('repeated', block.at);
      return [];
    }
    seen.add(key);
    if (block.end > block.start) return [block];
    found('no-end', block.at);
    return [{ ...block, end: Math.min(nextStarts[index]!, block.start + USUAL_MS) }];
  });
}

/** Returns for each of the sorted blocks when the next one begins that does not begin with it. */
function nextStartsOf(sorted: readonly Block[]): number[] {
  const nextStarts = sorted.map(() => Infinity);
  for (let index = sorted.length - 2; index >= 0; index--) {
    const [{ start }, next] = [sorted[index]!, sorted[index + 1]!];
    nextStarts[index] = next.start > start ? next.start : nextStarts[index + 1]!;
  }
  return nextStarts;
}

function lineOf({ at, start, end, rows }: Block, milliseconds: number, found: Found): Line[] {
  const raw = rows.filter((row) => row !== '').join('\n');
  if (raw.length > 4 * LINE_MAX) {
    found('too-long', at);
    return [];
  }
  const text = plainTextOf(raw);
  if (text !== tidyText(decodeEntities(raw))) found('formatting', at);
  if (text === '') {
    found('empty', at);
    return [];
  }
  if (text.length > LINE_MAX || end > TIME_MAX) {
    found('too-long', at);
    return [];
  }
  if (start >= milliseconds) {
    found('after-end', at);
    return [];
  }
  return [{ start, end, text }];
}

/** Names the speaker of `<v Ada>` and removes other tags, of WebVTT, SRT and SubStation. */
function plainTextOf(raw: string): string {
  const plain = raw
    .replace(/<v(?:\.[^\s<>]*)?[ \t]+([^\s<>][^<>\n]*)>/gi, '$1: ')
    .replace(/<\/?(?:[a-z][^<>]*|\d[\d:.]*)?>/gi, '')
    .replace(/\{\\[^{}]*\}/g, '');
  return tidyText(decodeEntities(plain));
}

const ENTITIES: Readonly<Record<string, string>> = {
  ...{ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", '#39': "'", nbsp: '\u00A0' },
  ...{ lrm: '\u200E', rlm: '\u200F' },
};

function decodeEntities(text: string): string {
  return text.replace(/&(amp|lt|gt|quot|apos|#39|nbsp|lrm|rlm);/g, (_, name: string) => ENTITIES[name]!);
}

function unreadable(text: string): Unreadable {
  if (/^\s*\[script info\]/i.test(text)) return 'advanced-substation';
  if (/<tt[\s>]/.test(text.slice(0, 2_000))) return 'ttml';
  return /^\s*\{\d+\}\{\d+\}/.test(text) ? 'frame-numbers' : 'not-captions';
}
