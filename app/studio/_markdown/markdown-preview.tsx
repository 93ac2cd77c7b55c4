import { Markdown } from '@/app/_ui/markdown/markdown';
import { VideoDescription } from '@/app/_ui/video/video-description';
import { creatorsVideo } from '@/app/studio/_queries/creators-video';

interface MarkdownPreviewProps {
  text: string;
  /** The video that the text describes: its times become links. */
  videoId?: string;
  userId: string;
}

/** More characters than any text of the studio may have: a longer one is refused when it is saved. */
const SHOWN_MAX = 20_000;

/** A text in Markdown as others will see it. */
export async function MarkdownPreview({ text, videoId, userId }: MarkdownPreviewProps) {
  const shown = text.slice(0, SHOWN_MAX);
  if (videoId === undefined) return <Markdown text={shown} />;
  const video = await creatorsVideo(userId, videoId);
  return (
    <VideoDescription
      text={shown}
      video={{ videoId, name: video?.name ?? '' }}
      lengthSeconds={video?.durationSeconds ?? null}
      opensElsewhere
    />
  );
}
