import { untrustedInput } from './input';
import { ladder } from './ladder';
import type { ProbedSource, Probing } from './probe';
import { run, THREADS } from './run';

const LIMIT_MS = 5 * 60_000;
/** Intros are black or a title more often than not. */
const INTO_THE_VIDEO = 0.1;
const FRAMES = 60;
const SIDE_MAX = 720;

/** Makes poster.jpg in `folder`: of the frames after the first tenth, the one that is most like the others. */
export async function makePoster(probing: Probing, source: ProbedSource): Promise<void> {
  const { tools, path, folder, signal, onStart } = probing;
  const steps = ladder(source);
  const size = steps.findLast(({ width, height }) => Math.min(width, height) <= SIDE_MAX) ?? steps[0];
  const filters = `scale=${size?.width}:${size?.height},setsar=1,thumbnail=${FRAMES},format=yuvj420p`;
  const args = [
    ...['-nostdin', '-hide_banner', '-v', 'error', '-y', '-ss', (source.durationSeconds * INTO_THE_VIDEO).toFixed(3)],
    ...THREADS,
    ...untrustedInput(path),
    ...['-map', `0:${source.videoStream}`, '-vf', filters],
    ...['-frames:v', '1', '-q:v', '3', '-map_metadata', '-1', '-f', 'image2', '-update', '1', 'poster.jpg'],
  ];
  await run({ binary: tools.ffmpeg, args, folder, signal, onStart, limit: LIMIT_MS });
}
