import type { Line } from './line';
import { formatTime } from './times';

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Returns lines as a WebVTT file. Their text is escaped, and an empty row, which would end a line, is left out. Pure. */
export function formatVtt(lines: readonly Line[]): string {
  const cues = lines.map(({ start, end, text }) => {
    const escaped = rowsOf(text)
      .join('\n')
      .replace(/[&<>]/g, (character) => ESCAPES[character]!);
    return `${formatTime(start)} --> ${formatTime(end)}\n${escaped}\n`;
  });
  return ['WEBVTT\n', ...cues].join('\n');
}

/** Returns lines as an SRT file. It has no escapes, so that an arrow, which would be a timing, is another character. Pure. */
export function formatSrt(lines: readonly Line[]): string {
  const time = (milliseconds: number) => formatTime(milliseconds).replace('.', ',');
  const said = (text: string) =>
    rowsOf(text)
      .join('\n')
      .replace(/-{1,2}>/g, '→');
  return lines
    .map(({ start, end, text }, index) => `${index + 1}\n${time(start)} --> ${time(end)}\n${said(text)}\n`)
    .join('\n');
}

function rowsOf(text: string): string[] {
  return text.split('\n').filter((row) => row.trim() !== '');
}
