/** A sheet of small pictures: how many are in a row, and how many rows there are. */
export const SHEET = { columns: 5, rows: 5 };

interface Size {
  readonly width: number;
  readonly height: number;
}

/** The longer side of a small picture of the storyboard. */
const TILE = 160;

/** Returns the size of the small pictures of a film, in even numbers of pixels. Pure. */
export function tileOf({ width, height }: Size): Size {
  const scale = TILE / Math.max(width, height);
  const even = (length: number) => Math.max(2, 2 * Math.round((length * scale) / 2));
  return { width: even(width), height: even(height) };
}

/**
 * Returns the WebVTT file of a storyboard, as players read it: for each span of the film, a part of a sheet. Sheets are
 * beside the file. Pure.
 * @param times of the pictures, in seconds. Each is shown until the next.
 */
export function thumbnailsFile(times: readonly number[], durationSeconds: number, tile: Size): string {
  const perSheet = SHEET.columns * SHEET.rows;
  const cues = times.map((time, index) => {
    const place = index % perSheet;
    const [x, y] = [(place % SHEET.columns) * tile.width, Math.floor(place / SHEET.columns) * tile.height];
    const end = times[index + 1] ?? Math.max(durationSeconds, time + 0.001);
    const part = `#xywh=${x},${y},${tile.width},${tile.height}`;
    const start = index === 0 ? 0 : time;
    return `${clock(start)} --> ${clock(end)}\nsheet-${1 + Math.floor(index / perSheet)}.jpg${part}\n`;
  });
  return ['WEBVTT\n', ...cues].join('\n');
}

function clock(seconds: number): string {
  return new Date(Math.round(seconds * 1000)).toISOString().slice(11, 23);
}
