import type { LeftOut } from '@/workers/video-publishing/contract';

const list = new Intl.ListFormat('en-GB', { type: 'conjunction' });

/** The singular and the plural of each kind. */
const NAMES: Record<LeftOut['kind'], [one: string, several: string]> = {
  picture: ['video track', 'video tracks'],
  sound: ['audio track', 'audio tracks'],
  subtitles: ['subtitle track', 'subtitle tracks'],
  chapters: ['chapter mark', 'chapter marks'],
  attachments: ['attachment', 'attachments'],
  data: ['data track', 'data tracks'],
};

/** Lists what was left out of a video's file: "2 subtitle tracks and 1 data track". Null if nothing was. */
export function listLeftOut(leftOut: readonly LeftOut[]): string | null {
  if (leftOut.length === 0) return null;
  const named = leftOut.map(({ kind, count, isReadable }) => {
    const [one, several] = NAMES[kind];
    return `${count} ${count === 1 ? one : several}${isReadable ? '' : ' that this site cannot read'}`;
  });
  return list.format(named);
}

/**
 * Returns what was left out of a file without the text tracks whose captions were taken over. Pure.
 * @param taken how many tracks those are.
 */
export function withoutTaken(leftOut: readonly LeftOut[], taken: number): LeftOut[] {
  return leftOut.flatMap((each) => {
    if (each.kind !== 'subtitles' || !each.isReadable) return [each];
    return each.count > taken ? [{ ...each, count: each.count - taken }] : [];
  });
}

/** Returns the warnings about a file of which the video lacks a part, each with advice. */
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
