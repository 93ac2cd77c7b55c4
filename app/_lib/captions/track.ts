import { languageName, type Language } from '@/text/languages';

/** A track of captions as the player offers it. */
export interface CaptionTrack {
  readonly trackId: string;
  readonly revision: number;
  readonly language: Language;
  /** In the menu: "English", "English (with sounds)", "English (automatic)". */
  readonly name: string;
  /** The URL of the track as WebVTT. */
  readonly src: string;
}

interface Named {
  readonly language: Language;
  readonly label: string;
  readonly source?: 'upload' | 'video-file' | 'automatic';
}

/** Returns the name of a track: its language and label, and, if `source` is given, whether it is automatic. */
export function trackName({ language, label, source }: Named): string {
  const more = [label, source === 'automatic' ? 'automatic' : ''].filter(Boolean).join(', ');
  return more === '' ? languageName(language) : `${languageName(language)} (${more})`;
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
export function toCaptionTrack(row: TrackFile & Required<Named>): CaptionTrack {
  const { trackId, revision, language } = row;
  return { trackId, revision, language, name: trackName(row), src: captionsUrl(row) };
}
