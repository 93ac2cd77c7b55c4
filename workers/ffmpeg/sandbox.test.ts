import { expect, test } from 'vitest';
import { describeSandboxes, type Sandbox } from './sandbox';

const sandbox = (kind: Sandbox['kind'], reason: string | null = null): Sandbox => ({
  kind,
  reason,
  command: (args) => args,
});
const [files, network, none] = [
  sandbox('files'),
  sandbox('network', 'Install bubblewrap.'),
  sandbox('none', 'It needs Linux.'),
];

test('describeSandboxes describes the weakest sandbox with its reason, and returns null if all are for files', () => {
  expect(describeSandboxes([files, files])).toBeNull();
  expect(describeSandboxes([files, network])).toBe(
    'ffmpeg runs without network, but sees all files that this user can read. Install bubblewrap.',
  );
  expect(describeSandboxes([network, none])).toBe(
    'ffmpeg runs without a sandbox: a bad upload could read what this user can. It needs Linux.',
  );
});
