import { z } from 'zod';
import { untrustedInput } from '../running/input';
import type { ToolContext } from './probe';
import { run } from '@/workers/ffmpeg/run';
import type { SideData } from './source';
import { ToolError } from '@/workers/ffmpeg/tool-error';

const LIMIT_MS = 2 * 60_000;
const frames = z.object({
  frames: z.array(
    z.looseObject({ side_data_list: z.array(z.looseObject({ side_data_type: z.string() })).default([]) }),
  ),
});

/** Reads the side data of a track's first frames, such as the mastering display. Empty if it cannot be read. */
export async function sideDataOfFrames(
  { tools, path, folder, signal, onStart }: ToolContext,
  stream: number,
): Promise<SideData[]> {
  const shown = ['-select_streams', String(stream), '-show_frames', '-read_intervals', '%+#4'];
  const args = ['-v', 'error', '-print_format', 'json', ...shown, ...untrustedInput(path)];
  try {
    const { stdout } = await run({ binary: tools.ffprobe, args, folder, signal, onStart, limit: LIMIT_MS });
    return frames.parse(JSON.parse(stdout)).frames.flatMap((frame) => frame.side_data_list);
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError) return [];
    if (error instanceof ToolError && error.ending === 'refused') return [];
    throw error;
  }
}
