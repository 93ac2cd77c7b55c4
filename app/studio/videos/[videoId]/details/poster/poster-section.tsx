import { formatDuration } from '@/app/_lib/format/format';
import { proposalUrl } from '@/app/_lib/media/urls';
import { sentenceOf } from '@/app/_lib/uploads/picture-notice';
import { Card } from '@/app/_ui/base/card';
import { Poster } from '@/app/_ui/video/poster';
import type { CreatorsVideo } from '@/app/studio/_queries/creators-video';
import { PICTURE_MAX, PICTURE_MIN, type PosterProblem } from '@/workers/video-publishing/contract';
import { FrameForm } from './frame-form';
import { PictureForm } from './picture-form';

const PROBLEMS: Record<PosterProblem, string> = {
  'not-a-picture': 'That file could not be read as a picture. Choose a JPEG, PNG, WebP or GIF file.',
  'too-small': `That picture is too small. A poster needs at least ${PICTURE_MIN.width} × ${PICTURE_MIN.height} pixels.`,
  'too-large': 'That picture has too many pixels. Save it in a smaller size first.',
  'no-such-frame': 'There is no picture at that time of the video. Choose another one.',
};

const HINT = `A JPEG, PNG, WebP or GIF of up to 10 MB, at least ${PICTURE_MIN.width} × ${PICTURE_MIN.height}. 1280 × 720 is ideal.`;

interface PosterSectionProps {
  video: CreatorsVideo;
  /** What the address says about the last file. */
  notice: unknown;
}

/** The picture that stands for the video: the current one, and forms to choose another. */
export function PosterSection({ video, notice }: PosterSectionProps) {
  const { videoId, uploadId, posterSource, proposals } = video;
  const frame = frameOf(posterSource);
  const frames = uploadId === null || !video.isPlayable ? [] : (proposals ?? []);
  return (
    <Card className="grid grid-cols-[minmax(0,1fr)] gap-5">
      <section
        id="poster"
        aria-labelledby="poster-title"
        className="grid min-w-0 scroll-mt-6 grid-cols-[minmax(0,1fr)] gap-5"
      >
        <div className="flex flex-wrap items-center gap-4">
          <div className="w-36 max-w-full">
            <Poster video={{ ...video, durationSeconds: null }} sizes="9rem" loading="eager" />
          </div>
          <div className="min-w-0 flex-1 basis-32">
            <h2 id="poster-title" className="text-lg">
              Poster
            </h2>
            <p className="mt-1 text-sm text-muted text-pretty">{captionOf(video)}</p>
          </div>
        </div>
        {uploadId !== null && video.isPlayable ? (
          <FrameForm
            key={uploadId}
            videoId={videoId}
            uploadId={uploadId}
            proposals={frames.map((seconds, index) => ({
              seconds,
              url: proposalUrl({ videoId, uploadId }, index + 1),
              label: `Proposal ${index + 1}, at ${formatDuration(seconds)}`,
              isCurrent: frame === seconds,
            }))}
            isChosen={posterSource !== null}
          />
        ) : null}
        <PictureForm
          videoId={videoId}
          hint={HINT}
          maxBytes={PICTURE_MAX}
          message={messageOf(video, notice)}
          posters={[video.posterId, video.pendingPosterId, video.posterFailure].join(' ')}
        />
      </section>
    </Card>
  );
}

/** Returns the time of a chosen frame, in seconds; null for another poster. */
function frameOf(source: string | null): number | null {
  const [kind, seconds] = source?.split(' ') ?? [];
  return kind === 'frame' ? Number(seconds) : null;
}

function captionOf({ posterSource, posterId, isPlayable, processing, role }: CreatorsVideo): string {
  const frame = frameOf(posterSource);
  if (frame !== null)
    return `The picture at ${formatDuration(frame)}, chosen by ${role === 'owner' ? 'you' : 'its creator'}.`;
  if (posterSource !== null) return role === 'owner' ? 'Your own picture.' : 'An uploaded picture.';
  if (posterId !== null) return 'Chosen by the site: the picture with the most to see.';
  if (isPlayable || processing === 'failed') return 'None yet.';
  return 'The site chooses one while it processes the file. You can upload your own meanwhile.';
}

/** Says what happens to the last choice. What the site knows counts more than what the address says. */
function messageOf({ pendingPosterId, posterFailure }: CreatorsVideo, notice: unknown) {
  if (pendingPosterId !== null)
    return { kind: 'notice', text: 'Your poster is being made. It will appear here automatically.' } as const;
  if (posterFailure !== null && (notice === undefined || notice === 'queued'))
    return { kind: 'error', text: PROBLEMS[posterFailure] } as const;
  const sentence = sentenceOf(notice);
  return sentence === null ? null : ({ kind: notice === 'queued' ? 'notice' : 'error', text: sentence } as const);
}
