import { keep } from '../settings/kept';

/** The language and the name of the captions that somebody has switched on; null: off. */
export const captionsChoice = keep('captions', (kept) =>
  Array.isArray(kept) && kept.length === 2 && kept.every((word) => typeof word === 'string')
    ? (kept as [language: string, label: string])
    : null,
);

/** Returns the track of somebody's choice, or another one in its language. Null without one. Pure. */
export function chosenOf<Track extends Pick<TextTrack, 'language' | 'label'>>(
  tracks: readonly Track[],
  choice: readonly [string, string] | null,
): Track | null {
  if (!choice) return null;
  const [language, label] = choice;
  const inLanguage = tracks.filter((track) => track.language === language);
  return inLanguage.find((track) => track.label === label) ?? inLanguage[0] ?? null;
}

/** Returns the tracks of captions of a media element. */
export function captionsOf(media: HTMLMediaElement): TextTrack[] {
  return [...media.textTracks].filter(({ kind }) => kind === 'captions');
}

/** Switches captions on, as they were chosen before, or off. @returns the track that is shown now; null without one. */
export function toggleCaptions(media: HTMLMediaElement): TextTrack | null {
  const tracks = captionsOf(media);
  const isOn = tracks.some(({ mode }) => mode === 'showing');
  const shown = isOn ? null : (chosenOf(tracks, lastShown ?? captionsChoice.get()) ?? tracks[0] ?? null);
  for (const track of tracks) track.mode = track === shown ? 'showing' : 'disabled';
  return shown;
}

/** Switched off and on, they are the same as before. */
let lastShown: [string, string] | null = null;

/** Keeps which captions are shown now, or that none are. */
export function keepChoice(media: HTMLMediaElement): void {
  const shown = captionsOf(media).find(({ mode }) => mode === 'showing');
  captionsChoice.set(shown ? [shown.language, shown.label] : null);
  lastShown = captionsChoice.get() ?? lastShown;
}
