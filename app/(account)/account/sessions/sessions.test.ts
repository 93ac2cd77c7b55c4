import { expect, test } from 'vitest';
import { deviceName } from './sessions';

test.each([
  ['Firefox', 'Linux', 'Firefox on Linux'],
  ['Firefox', 'other', 'Firefox'],
  ['other', 'Windows', 'Unknown browser on Windows'],
  ['other', 'other', 'Unknown browser'],
])('%s and %s are %s', (browser, system, name) => expect(deviceName({ browser, system })).toBe(name));
