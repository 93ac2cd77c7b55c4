import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { reportViewing } from './report-viewing';
import { WatchedTime } from './watched-time';

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
let stop: () => void;
const page = Object.assign(new EventTarget(), { visibilityState: 'visible' });
const tab = new EventTarget();

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('document', page);
  vi.stubGlobal('window', tab);
  media = new Media();
  reports = [];
  stop = reportViewing(media, new WatchedTime(), 10, (seconds) => reports.push(seconds));
});
afterEach(() => {
  stop();
  page.visibilityState = 'visible';
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
    const end = reportViewing(playing, new WatchedTime(), 10, (seconds) => sent.push(seconds));
    playing.play(3);
    end();
    expect(sent).toEqual([0, 3]);
  });
});
