import { expect, test } from 'vitest';
import { qualityOf } from '../../contract';
import { ladder } from './ladder';

const sizes = (width: number, height: number) =>
  ladder({ width, height }).map((step) => `${step.width}x${step.height}`);

test.each([
  [1920, 1080, ['640x360', '1280x720', '1920x1080']],
  [1280, 720, ['640x360', '1280x720']],
  [3840, 2160, ['640x360', '1280x720', '1920x1080', '2560x1440', '3840x2160']],
  [7680, 4320, ['640x360', '1280x720', '1920x1080', '2560x1440', '3840x2160']],
  // Upright: the shorter side counts.
  [1080, 1920, ['360x640', '720x1280', '1080x1920']],
  [720, 720, ['360x360', '720x720']],
  // Smaller than the smallest step, and odd.
  [320, 180, ['320x180']],
  [321, 181, ['320x180']],
  [1, 1, ['2x2']],
  // Between two steps: the own size is last, and replaces a step that is close to it.
  [854, 480, ['640x360', '854x480']],
  [1366, 768, ['640x360', '1366x768']],
  [1280, 800, ['576x360', '1280x800']],
  [1440, 900, ['576x360', '1152x720', '1440x900']],
  [1600, 900, ['640x360', '1280x720', '1600x900']],
  [1920, 1200, ['576x360', '1152x720', '1920x1200']],
  [2560, 1600, ['576x360', '1152x720', '1728x1080', '2560x1600']],
  [1928, 1084, ['640x360', '1280x720', '1928x1084']],
  [640, 360, ['640x360']],
  [1080, 2340, ['360x780', '720x1560', '1080x2340']],
  // An odd row or column is cropped, so that the rest is not scaled.
  [1280, 719, ['640x360', '1280x718']],
  [641, 361, ['640x360']],
  [1365, 767, ['640x360', '1364x766']],
  // Very wide, and very tall.
  [2560, 1080, ['854x360', '1706x720', '2560x1080']],
  [3840, 2400, ['576x360', '1152x720', '1728x1080', '2304x1440', '3840x2400']],
  [7200, 720, ['3600x360', '7200x720']],
  [4000, 10, ['4000x10']],
  // Larger than decoders support.
  [1080, 10_800, ['360x3600', '720x7200']],
  [5120, 2160, ['854x360', '1706x720', '2560x1080', '3414x1440', '4702x1984']],
])('a source of %i × %i has the renditions %j', (width, height, expected) => {
  expect(sizes(width, height)).toEqual(expected);
});

test('the renditions have different qualities, and none is larger than the source', () => {
  for (let side = 2; side < 2400; side += 31) {
    for (const ratio of [0.1, 0.46, 1, 1.6, 16 / 9, 10]) {
      const [width, height] = [Math.ceil(side * Math.max(1, ratio)), Math.ceil(side * Math.max(1, 1 / ratio))];
      const steps = ladder({ width, height });
      const qualities = steps.map(qualityOf);
      expect(qualities).toEqual([...new Set(qualities)].toSorted((a, b) => a - b));
      for (const step of steps)
        expect(step.width <= Math.max(2, width) && step.height <= Math.max(2, height)).toBe(true);
    }
  }
});

test('larger renditions have a higher bit rate, but fewer bits a pixel', () => {
  const steps = ladder({ width: 3840, height: 2160 });
  const rates = steps.map((step) => step.bitsPerSecond);
  const perPixel = steps.map((step) => step.bitsPerSecond / (step.width * step.height));
  expect(rates).toEqual(rates.toSorted((a, b) => a - b));
  expect(perPixel).toEqual(perPixel.toSorted((a, b) => b - a));
  expect(rates[0]).toBe(900_000);
});
