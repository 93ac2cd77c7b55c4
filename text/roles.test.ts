import { expect, test } from 'vitest';
import { meaningForInvitee, meaningOf } from './roles';

test('a role means the same to the owner who gives it and to the person who is invited', () => {
  for (const subject of ['video', 'series', 'channel'] as const) {
    for (const role of ['editor', 'viewer'] as const) {
      const [can, cannot] = meaningOf(subject, role).split('. Can’t ');
      expect(meaningForInvitee(subject, role)).toContain(`you can ${can!.slice('Can '.length)}. You can’t ${cannot}`);
    }
  }
  expect(meaningForInvitee('video', 'editor')).toContain('As an editor, you can change and publish this video');
  expect(meaningForInvitee('video', 'viewer')).toContain('As a viewer, you can watch this video');
});
