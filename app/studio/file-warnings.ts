import type { LeftOut } from '@/workers/video-publishing/contract';

const list = new Intl.ListFormat('en-GB', { type: 'conjunction' });

/** One of a kind, and several. */
const NAMES: Record<LeftOut['kind'], [one: string, several: string]> = {
  picture: ['video track', 'video tracks'],
  sound: ['audio track', 'audio tracks'],
  subtitles: ['subtitle track', 'subtitle tracks'],
  chapters: ['chapter mark', 'chapter marks'],
  attachments: ['attachment', 'attachments'],
  data: ['data track', 'data tracks'],
};

/** What was left out of a video's file: "2 subtitle tracks and 1 data track". Null for nothing. */
export function listLeftOut(leftOut: readonly LeftOut[]): string | null {
  if (leftOut.length === 0) return null;
  const named = leftOut.map(({ kind, count, isReadable }) => {
    const [one, several] = NAMES[kind];
    return `${count} ${count === 1 ? one : several}${isReadable ? '' : ' that this site cannot read'}`;
  });
  return list.format(named);
}

/** What to say of a file that became a video only in part: each warning with what to do about it. */
export function warnings({ leftOut, isDamaged }: { leftOut: readonly LeftOut[]; isDamaged: boolean }): string[] {
  const unread = listLeftOut(leftOut.filter(({ isReadable }) => !isReadable));
  return [
    ...(unread === null
      ? []
      : [`Left out: ${unread}. To keep it, export the video as MP4 (H.264 and AAC) and upload that as a new video.`]),
    ...(isDamaged
      ? [
          'A part of the file is damaged, so picture or sound may break up there. If you have an intact copy, upload that as a new video.',
        ]
      : []),
  ];
}
