import { languageName, type Language } from '@/text/languages';

/** A track of captions as the player offers it. */
export interface CaptionTrack {
  readonly trackId: string;
  readonly revision: number;
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
export function captionsUrl({ videoId, trackId, revision, signature }: TrackFile, type: 'vtt' | 'srt' = 'vtt'): string {
  const folder = `/api/captions/${videoId}/${trackId}`;
  return signature ? `${folder}/${signature}/${revision}.${type}` : `${folder}/${revision}.${type}`;
}

interface TrackFile {
  videoId: string;
  trackId: string;
  revision: number;
  /** As in the addresses of the video's media. */
  signature?: string | null;
}

/** Returns a row of the view as the player offers it. */
export function toCaptionTrack(row: TrackFile & { language: Language; label: string }): CaptionTrack {
  const { trackId, revision, language } = row;
  return { trackId, revision, language, name: trackName(row), src: captionsUrl(row) };
}
