import type { MediaController } from 'media-chrome';
import { formatDuration } from '@/app/_lib/format/format';
import { toggleCaptions } from './captions/choice';
import type { PlayerAction } from './keys/shortcuts';
import { beginAt, endAt, type Loop } from './loop/loop';
import { theatre } from './settings/settings';
import type { HlsVideoElement } from './source/use-hls';

const SEEK_SECONDS = 10;
const SEEK_A_LITTLE_SECONDS = 5;
const VOLUME_STEP = 0.1;
/** If the playlist does not say how many frames a second has. */
const FRAME_RATE = 30;

/** What acts work on. */
export interface Stage {
  readonly media: HlsVideoElement;
  readonly controller: MediaController;
  /** The speeds in the menu, in ascending order. */
  readonly rates: readonly number[];
  readonly loop: Loop | null;
  readonly setLoop: (loop: Loop | null) => void;
  /** The page has room for the theatre mode. */
  readonly hasTheatre: boolean;
  /** Shows the viewer what was done, and has screen readers say it. */
  readonly say: (words: string) => void;
  readonly openHelp: () => void;
}

/** Does to the player what a key or a button stands for. Going to another video is up to the page. */
export function perform(act: PlayerAction, stage: Stage): void {
  if (typeof act === 'number') seekTo(stage, (act / 10) * lengthOf(stage), `${act * 10} %`);
  else ACTS[act]?.(stage);
}

const ACTS: Partial<Record<Exclude<PlayerAction, number>, (stage: Stage) => void>> = {
  play: ({ media }) => (media.paused ? play(media) : media.pause()),
  back: (stage) => seekBy(stage, -SEEK_SECONDS),
  forward: (stage) => seekBy(stage, SEEK_SECONDS),
  'back-a-little': (stage) => seekBy(stage, -SEEK_A_LITTLE_SECONDS),
  'forward-a-little': (stage) => seekBy(stage, SEEK_A_LITTLE_SECONDS),
  start: (stage) => seekTo(stage, 0, 'Start'),
  end: (stage) => seekTo(stage, lengthOf(stage), 'End'),
  'frame-back': (stage) => step(stage, -1),
  'frame-forward': (stage) => step(stage, 1),
  slower: (stage) => playFaster(stage, -1),
  faster: (stage) => playFaster(stage, 1),
  louder: (stage) => turn(stage, VOLUME_STEP),
  quieter: (stage) => turn(stage, -VOLUME_STEP),
  mute({ media, controller, say }) {
    const isMuted = !media.muted;
    ask(controller, isMuted ? 'mute' : 'unmute');
    say(isMuted ? 'Sound off' : 'Sound on');
  },
  captions({ media, say }) {
    const shown = toggleCaptions(media);
    say(shown ? `Captions: ${shown.label}` : 'Captions off');
  },
  fullscreen: ({ controller }) => toggle(controller, 'fullscreen'),
  'picture-in-picture': ({ controller }) => toggle(controller, 'pip'),
  theatre({ hasTheatre, say }) {
    if (!hasTheatre) return;
    theatre.set(!theatre.get());
    say(theatre.get() ? 'Theatre mode on' : 'Theatre mode off');
  },
  'loop-start'({ media, loop, setLoop, say }) {
    const begun = beginAt(loop, media.currentTime);
    setLoop(begun);
    say(begun.end === null ? `Loop from ${formatDuration(begun.start)}. Now choose its end` : formatLoop(begun));
  },
  'loop-end'({ media, loop, setLoop, say }) {
    const ended = endAt(loop, media.currentTime);
    if (!ended) return say('The loop has to end after its start');
    setLoop(ended);
    media.currentTime = ended.start;
    say(formatLoop(ended));
  },
  'loop-off'({ loop, setLoop, say }) {
    setLoop(null);
    if (loop) say('Loop off');
  },
  help: ({ openHelp }) => openHelp(),
};

/** Plays. If the browser refuses, because nobody has clicked, the play buttons are there to be clicked. */
export function play(media: HTMLMediaElement): void {
  void media.play().catch(() => {});
}

/**
 * Plays because a page asks for it, and not a viewer: without sound if the browser allows none before a click.
 * @returns whether it has turned off the sound.
 */
export async function autoplay(media: HTMLMediaElement): Promise<boolean> {
  try {
    await media.play();
    return false;
  } catch (error) {
    if (media.muted || (error as Error).name !== 'NotAllowedError') return false;
  }
  media.muted = true;
  play(media);
  return true;
}

/** Plays from the beginning. */
export function playAgain(media: HTMLMediaElement): void {
  media.currentTime = 0;
  play(media);
}

/** Returns what the loop is, in words. */
export function formatLoop({ start, end }: Loop): string {
  return `Loop ${formatDuration(start)} to ${formatDuration(end ?? start)}`;
}

function lengthOf({ media }: Stage): number {
  return Number.isFinite(media.duration) ? media.duration : 0;
}

function seekTo(stage: Stage, seconds: number, words: string): void {
  stage.media.currentTime = Math.min(Math.max(seconds, 0), lengthOf(stage));
  stage.say(words);
}

function seekBy(stage: Stage, seconds: number): void {
  const words = `${seconds < 0 ? 'Back' : 'Forward'} ${Math.abs(seconds)} s`;
  seekTo(stage, stage.media.currentTime + seconds, words);
}

/** Goes to the next frame or the one before, and pauses. */
function step(stage: Stage, frames: 1 | -1): void {
  const { media } = stage;
  media.pause();
  const level = media.api?.levels[media.api.currentLevel];
  const seconds = media.currentTime + frames / (level?.frameRate || FRAME_RATE);
  media.currentTime = Math.min(Math.max(seconds, 0), lengthOf(stage));
}

function playFaster({ media, rates, say }: Stage, steps: 1 | -1): void {
  const next =
    steps > 0 ? rates.find((rate) => rate > media.playbackRate) : rates.findLast((rate) => rate < media.playbackRate);
  if (next !== undefined) media.playbackRate = next;
  say(`Speed ${media.playbackRate}×`);
}

function turn({ media, controller, say }: Stage, by: number): void {
  const volume = Math.min(Math.max(Math.round((media.volume + by) * 10) / 10, 0), 1);
  ask(controller, 'volume', volume);
  if (by > 0 && media.muted) ask(controller, 'unmute');
  say(`Volume ${Math.round(volume * 100)} %`);
}

function toggle(controller: MediaController, what: 'fullscreen' | 'pip'): void {
  ask(controller, `${controller.hasAttribute(`mediais${what}`) ? 'exit' : 'enter'}${what}`);
}

/** The controller does it as if its own control was used: it keeps the sound, and knows what browsers name differently. */
function ask(controller: MediaController, what: string, detail?: number): void {
  controller.dispatchEvent(new CustomEvent(`media${what}request`, { detail }));
}
