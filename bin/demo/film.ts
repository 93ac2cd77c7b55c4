import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ImageResponse } from 'next/og.js';
import type { Creator, Tutorial } from './catalogue';

const run = promisify(execFile);
const WIDTH = 1280;
const HEIGHT = 720;
const SECONDS_A_SLIDE = 5;
/** A time at which the first step is shown, in seconds. */
export const FIRST_STEP_AT = 1.5 * SECONDS_A_SLIDE;

/**
 * Makes a short video of a tutorial: a title and a slide for each step, with a tone that changes with each slide. Each is a
 * chapter, and has a line of captions.
 * @returns the path of an mp4 in `folder`.
 */
export async function film(ffmpeg: string, creator: Creator, tutorial: Tutorial, folder: string): Promise<string> {
  const steps = tutorial.steps.map(({ title }) => title);
  const titles = [tutorial.name, ...steps];
  for (const [index, title] of titles.entries()) {
    const caption = index === 0 ? creator.name : tutorial.name;
    const number = index === 0 ? '' : `${index}`;
    await writeFile(join(folder, `slide-${index}.png`), await slide(title, caption, number, tutorial.colours));
  }
  await writeFile(join(folder, 'chapters.txt'), chaptersOf(['Introduction', ...steps]));
  await writeFile(join(folder, 'captions.srt'), captionsOf(tutorial));
  const path = join(folder, 'film.mp4');
  const seconds = titles.length * SECONDS_A_SLIDE;
  const tone = `aevalsrc=0.05*sin(2*PI*t*(220+55*floor(t/${SECONDS_A_SLIDE}))):d=${seconds}`;
  await run(ffmpeg, [
    ...['-y', '-loglevel', 'error'],
    ...['-framerate', `1/${SECONDS_A_SLIDE}`, '-i', join(folder, 'slide-%d.png')],
    ...['-f', 'lavfi', '-i', tone],
    ...['-i', join(folder, 'chapters.txt'), '-i', join(folder, 'captions.srt')],
    ...['-map', '0:v', '-map', '1:a', '-map', '3:s', '-map_chapters', '2'],
    ...['-c:s', 'mov_text', '-metadata:s:s:0', 'language=eng'],
    ...['-vf', 'fps=12', '-pix_fmt', 'yuv420p', '-c:v', 'libx264', '-preset', 'ultrafast', '-tune', 'stillimage'],
    ...['-c:a', 'aac', '-t', String(seconds), '-movflags', '+faststart', path],
  ]);
  return path;
}

/** Returns the chapters in the form that ffmpeg reads. */
function chaptersOf(titles: readonly string[]): string {
  const chapters = titles.map(
    (title, index) =>
      `[CHAPTER]\nTIMEBASE=1/1\nSTART=${index * SECONDS_A_SLIDE}\nEND=${(index + 1) * SECONDS_A_SLIDE}\ntitle=${title}\n`,
  );
  return `;FFMETADATA1\n${chapters.join('')}`;
}

/** Returns the captions as SRT: what somebody says about each slide. */
function captionsOf({ description, steps }: Tutorial): string {
  const time = (seconds: number) => `00:00:${String(seconds).padStart(2, '0')},000`;
  return [description, ...steps.map(({ said }) => said)]
    .map((words, index) => {
      const start = index * SECONDS_A_SLIDE;
      return `${index + 1}\n${time(start)} --> ${time(start + SECONDS_A_SLIDE)}\n${words}\n`;
    })
    .join('\n');
}

/** Renders a slide as a PNG. */
async function slide(
  title: string,
  caption: string,
  number: string,
  [from, to]: readonly [string, string],
): Promise<Buffer> {
  const text = (children: string, style: object) => ({ type: 'div', key: null, props: { style, children } });
  const image = new ImageResponse(
    {
      type: 'div',
      key: null,
      props: {
        style: {
          display: 'flex',
          flexDirection: 'column',
          justifyContent: 'flex-end',
          width: '100%',
          height: '100%',
          padding: '72px 88px 112px',
          color: '#fff',
          backgroundImage: `linear-gradient(135deg, ${from}, ${to})`,
        },
        children: [
          text(number, { position: 'absolute', top: 40, right: 72, fontSize: 360, lineHeight: 1, opacity: 0.16 }),
          text(caption, { fontSize: 34, opacity: 0.8, marginBottom: 24 }),
          text(title, { fontSize: 92, lineHeight: 1.1, letterSpacing: -2, maxWidth: 960 }),
        ],
      },
    },
    { width: WIDTH, height: HEIGHT },
  );
  return Buffer.from(await image.arrayBuffer());
}
