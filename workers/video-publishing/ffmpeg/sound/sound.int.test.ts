import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import * as clips from '../../testing/clips';
import { probeFile } from '../probing/probe';
import { encodeSound } from './sound';

const folder = await mkdtemp(join(tmpdir(), 'sound-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Probes a file and encodes its sound. @returns the encoded file and its loudness. */
async function soundOf(path: string) {
  const context = { tools: clips, path, folder, signal: new AbortController().signal, onStart() {} };
  const source = await probeFile(context);
  if (source.sound === null) throw new Error('There is no sound');
  const { file } = await encodeSound(context, source.sound, source);
  return { source, file, ...(await clips.loudness(file)) };
}
const make = (name: string, sound: string, codec?: readonly string[]) => clips.soundClip(folder, name, sound, codec);

describe('loudness', () => {
  test.each([
    ['a quiet voice', 'sine=440:d=5,volume=-40dB'],
    ['a loud noise', 'anoisesrc=d=5:c=pink:a=1:seed=1,volume=20dB'],
    ['a voice on both channels', 'sine=440:d=5,aformat=channel_layouts=mono,pan=stereo|c0=c0|c1=c0'],
    ['a voice on one channel', 'sine=440:d=5,aformat=channel_layouts=mono,pan=stereo|c0=c0|c1=0*c0'],
    ['a voice in the centre of six channels', 'sine=440:d=5,aformat=channel_layouts=mono,pan=5.1|FC=0.3*c0'],
    ['a sound of two seconds', 'sine=440:d=2,volume=-20dB'],
  ])('%s is brought to the target loudness', async (_what, sound) => {
    const { integrated, peak } = await soundOf(await make('some.mkv', sound));
    expect(integrated).toBeGreaterThan(-17);
    expect(integrated).toBeLessThan(-15);
    expect(peak).toBeLessThan(-1);
  });

  test('a quiet voice with high peaks is brought near the target, with limited peaks', async () => {
    const clicks = 'aevalsrc=0.02*sin(880*PI*t)+0.9*lt(mod(t\\,1)\\,0.01)*sin(2000*PI*t):d=6:s=48000';
    const { source, integrated, peak } = await soundOf(await make('clicks.mkv', clicks));
    expect(source.sound?.level.isLimited).toBe(true);
    expect(Math.abs(integrated + 16)).toBeLessThan(1.5);
    expect(peak).toBeLessThan(-1);
  });

  test('silence stays unchanged', async () => {
    const { source, integrated } = await soundOf(await make('silence.mkv', 'sine=d=3:r=48000,volume=0'));
    expect(source.sound?.level).toEqual({ gain: 0, isLimited: false });
    expect(integrated).toBe(-70);
  });

  test('a sound that is too short to measure stays unchanged', async () => {
    const { peak } = await soundOf(await make('blip.mkv', 'sine=440:d=0.3:r=48000', ['-c:a', 'pcm_s16le', '-ac', '1']));
    expect(Math.abs(peak + 18)).toBeLessThan(1);
  });
});

describe('channels', () => {
  test.each([3, 12])('%i channels without a layout are mixed to stereo', async (count) => {
    const all = [...Array.from({ length: count - 1 }, () => '0'), '0.1*sin(880*PI*t)'].join('|');
    const path = await make(`${count}.mkv`, `aevalsrc=${all}:d=2:s=48000`, ['-c:a', 'pcm_s16le']);
    expect(Math.abs((await soundOf(path)).integrated + 16)).toBeLessThan(1);
  });
});
