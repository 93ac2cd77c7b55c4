import { languageName, type Language } from '@/text/languages';

/** A track of captions as the player offers it. */
export interface CaptionTrack {
  readonly trackId: string;
  readonly language: Language;
  /** In the menu: "English", "English (with sounds)". */
  readonly name: string;
  /** The URL of the track as WebVTT. */
  readonly src: string;
}

/** Returns the name of a track: its language, with its label. */
export function trackName({ language, label }: { language: Language; label: string }): string {
  return label === '' ? languageName(language) : `${languageName(language)} (${label})`;
}

/** The URL of a track as a file. It changes with each revision, so that it can be kept for ever. */
export function captionsUrl(
  { videoId, trackId, revision }: { videoId: string; trackId: string; revision: number },
  type: 'vtt' | 'srt' = 'vtt',
): string {
  return `/api/captions/${videoId}/${trackId}/${revision}.${type}`;
}

/** Returns a row of the view as the player offers it. */
export function toCaptionTrack(row: {
  videoId: string;
  trackId: string;
  revision: number;
  language: Language;
  label: string;
}): CaptionTrack {
  return { trackId: row.trackId, language: row.language, name: trackName(row), src: captionsUrl(row) };
}
