import { watchPath } from '@/text/paths';
import { Markdown } from '@/app/_ui/markdown/markdown';

interface VideoDescriptionProps {
  /** In Markdown. */
  text: string;
  video: { readonly videoId: string; readonly name: string };
  /** The video's length; null if it is not known. Times within it become links. */
  lengthSeconds: number | null;
  /** Opens the links to times in another tab, on a page with unsaved words. */
  opensElsewhere?: boolean;
}

/** What a creator says about a video. A click on a time seeks the player of the page, if it has one. */
export function VideoDescription({ text, video, lengthSeconds, opensElsewhere = false }: VideoDescriptionProps) {
  const link = (seconds: number, label: string) => (
    <a
      href={watchPath(video, { t: seconds })}
      data-time={seconds}
      target={opensElsewhere ? '_blank' : undefined}
      className="rounded font-medium text-accent tabular-nums underline-offset-2 hover:underline"
    >
      {label}
    </a>
  );
  return <Markdown text={text} times={lengthSeconds === null ? undefined : { lengthSeconds, link }} />;
}
