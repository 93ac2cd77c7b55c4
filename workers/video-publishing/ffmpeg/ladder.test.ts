import { expect, test } from 'vitest';
import { ladder } from './ladder';

const sizes = (width: number, height: number) => ladder({ width, height }).map((step) => `${step.width}x${step.height}`);

test.each([
  [1920, 1080, ['640x360', '1280x720', '1920x1080']],
  [1280, 720, ['640x360', '1280x720']],
  [3840, 2160, ['640x360', '1280x720', '1920x1080', '2560x1440', '3840x2160']],
  [7680, 4320, ['640x360', '1280x720', '1920x1080', '2560x1440', '3840x2160']],
  // Upright: by the shorter side.
  [1080, 1920, ['360x640', '720x1280', '1080x1920']],
  [720, 720, ['360x360', '720x720']],
  // Smaller than the smallest, and odd.
  [320, 180, ['320x180']],
  [321, 181, ['320x180']],
  [1, 1, ['2x2']],
  // Between two steps: its own size, where that is worth it.
  [854, 480, ['640x360', '854x480']],
  [1366, 768, ['640x360', '1280x720']],
  [1280, 719, ['640x360', '1278x718']],
  [640, 360, ['640x360']],
  [641, 361, ['640x360']],
  // Very wide.
  [2560, 1080, ['854x360', '1706x720', '2560x1080']],
])('%i × %i becomes %j', (width, height, expected) => {
  expect(sizes(width, height)).toEqual(expected);
});

test('larger pictures may take more, but less for each pixel', () => {
  const steps = ladder({ width: 3840, height: 2160 });
  const rates = steps.map((step) => step.bitsPerSecond);
  const perPixel = steps.map((step) => step.bitsPerSecond / (step.width * step.height));
  expect(rates).toEqual(rates.toSorted((a, b) => a - b));
  expect(perPixel).toEqual(perPixel.toSorted((a, b) => b - a));
  expect(rates[0]).toBe(900_000);
});
