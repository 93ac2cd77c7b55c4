import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { reportViewing } from './report-viewing';
import { WatchedTime, type Watched } from './watched-time';

/** A media element that plays by the fake clock and reports its position four times a second, like browsers. */
class Media extends EventTarget {
  currentTime = 0;
  playbackRate = 1;
  paused = true;
  seeking = false;

  dispatch(...types: string[]): void {
    for (const type of types) this.dispatchEvent(new Event(type));
  }
  play(seconds: number): void {
    if (this.paused) {
      this.paused = false;
      this.dispatch('play', 'playing');
    }
    for (let tick = 0; tick < seconds * 4; tick += 1) {
      vi.advanceTimersByTime(250);
      this.currentTime += 0.25 * this.playbackRate;
      this.dispatch('timeupdate');
    }
  }
  seek(position: number): void {
    this.seeking = true;
    this.currentTime = position;
    this.dispatch('seeking', 'timeupdate');
    this.seeking = false;
    this.dispatch('seeked');
  }
  pause(): void {
    this.paused = true;
    this.dispatch('timeupdate', 'pause');
  }
}

let media: Media;
let reports: number[];
let last: Watched;
let stop: () => void;
const page = Object.assign(new EventTarget(), {
  visibilityState: 'visible',
  pictureInPictureElement: null as object | null,
});
function show(visibilityState: 'visible' | 'hidden'): void {
  page.visibilityState = visibilityState;
  page.dispatchEvent(new Event('visibilitychange'));
}
/** Returns the ranges of the last report, as `from-to`, with `unseen` or the rate if it is not the usual. */
const told = () =>
  last.ranges.map(({ from, to, rate, isVisible }) =>
    [`${from}-${to}`, isVisible ? '' : 'unseen', rate === 1 ? '' : `at ${rate}`].filter(Boolean).join(' '),
  );
const tab = new EventTarget();

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('document', page);
  vi.stubGlobal('window', tab);
  media = new Media();
  reports = [];
  stop = reportViewing(media, new WatchedTime(), 10, (watched) => {
    reports.push(watched.watchedSeconds);
    last = watched;
  });
});
afterEach(() => {
  stop();
  Object.assign(page, { visibilityState: 'visible', pictureInPictureElement: null });
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

describe('reports of a viewing', () => {
  test('begin with the first play, not before', () => {
    tab.dispatchEvent(new Event('pagehide'));
    media.pause();
    expect(reports).toEqual([]);
    media.play(1);
    expect(reports).toEqual([0]);
  });

  test('are sent when the watch time is enough for a view, and every ten seconds', () => {
    media.play(35);
    expect(reports).toEqual([0, 10, 20, 30]);
  });

  test('are sent when the watch time is enough for a view, even just after another report', () => {
    media.play(7);
    media.pause();
    media.play(3);
    expect(reports).toEqual([0, 7, 10]);
  });

  test('are sent when it pauses, and repeat nothing', () => {
    media.play(4);
    media.pause();
    media.dispatch('ended');
    tab.dispatchEvent(new Event('pagehide'));
    expect(reports).toEqual([0, 4]);
  });

  test('are sent when the page is hidden or left', () => {
    media.play(3);
    page.visibilityState = 'hidden';
    page.dispatchEvent(new Event('visibilitychange'));
    media.play(2);
    tab.dispatchEvent(new Event('pagehide'));
    expect(reports).toEqual([0, 3, 5]);
    page.visibilityState = 'visible';
    media.play(1);
    page.dispatchEvent(new Event('visibilitychange'));
    expect(reports).toEqual([0, 3, 5]);
  });

  test('leave out skipped parts', () => {
    media.play(2);
    media.seek(50);
    media.play(2);
    media.pause();
    media.seek(0);
    media.play(1);
    media.pause();
    // Between the jump and the element's next event, up to a quarter of a second is unknown.
    expect(reports.at(-1)).toBeGreaterThanOrEqual(4.5);
    expect(reports.at(-1)).toBeLessThanOrEqual(5);
  });

  test('count seconds of video, at double speed twice the seconds of the clock', () => {
    media.playbackRate = 2;
    media.play(6);
    media.pause();
    expect(reports).toEqual([0, 10, 12]);
  });

  test('end with a last report', () => {
    media.play(3);
    stop();
    media.play(20);
    expect(reports).toEqual([0, 3]);
  });

  test('begin at once if it already plays', () => {
    const playing = new Media();
    playing.paused = false;
    const sent: number[] = [];
    const end = reportViewing(playing, new WatchedTime(), 10, ({ watchedSeconds }) => sent.push(watchedSeconds));
    playing.play(3);
    end();
    expect(sent).toEqual([0, 3]);
  });
});

describe('the ranges of a report', () => {
  test('are what was played, with each jump', () => {
    media.play(4);
    media.seek(1);
    media.play(2);
    media.pause();
    // What plays until the first event after a jump is in none.
    expect(told()).toEqual(['0-4', '1.25-3']);
  });

  test('tell of the background, of picture-in-picture and of speeds', () => {
    media.play(2);
    show('hidden');
    media.play(2);
    show('visible');
    media.play(2);
    page.pictureInPictureElement = media;
    show('hidden');
    media.play(2);
    media.playbackRate = 2;
    media.dispatch('ratechange');
    media.play(1);
    media.pause();
    expect(told()).toEqual(['0-2', '2-4 unseen', '4-8', '8-10 at 2']);
  });

  test('have nothing of the time in which the browser kept the page for a step back', () => {
    media.play(2);
    tab.dispatchEvent(new Event('pagehide'));
    vi.advanceTimersByTime(3_600_000);
    media.play(2);
    media.pause();
    expect(told()).toEqual(['0-4']);
    expect(reports.at(-1)).toBe(4);
  });
});
