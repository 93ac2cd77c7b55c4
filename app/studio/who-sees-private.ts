import type { StudioRole } from './_queries/creators-video';

/** Names those who see what is not published, for one of them. The owner may have shared the whole channel. */
export function whoSeesPrivate(role: StudioRole): string {
  return role === 'owner' ? 'Only you and your collaborators' : 'Only its owner and collaborators';
}
