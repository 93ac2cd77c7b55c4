import { expect, test } from 'vitest';
import { draftStatusOf } from './draft-status';
import type { UploadState } from './upload-state';

const local = (phase: UploadState['phase']) => ({
  phase,
  progress: { fileName: 'a.mp4', sent: 439, total: 1000, speed: null },
});
const site = (received: number, isMoving: boolean) => ({ received, bytes: 1000, isMoving });

test.each([
  ['Waiting to upload', local('waiting'), site(0, false)],
  ['Uploading 43%', local('sending'), site(100, true)],
  ['Paused at 43%', local('paused'), null],
  ['Upload failed', local('failed'), null],
  ['Uploading 10%', null, site(100, true)],
  ['Upload stopped at 10%', null, site(100, false)],
  ['No file yet', null, site(0, true)],
  ['No file yet', null, null],
])('a draft is "%s" by what this tab and the site know of its file', (label, ofTab, ofSite) => {
  expect(draftStatusOf(ofTab, ofSite).label).toBe(label);
});
