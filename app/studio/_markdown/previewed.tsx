import type { ReactNode } from 'react';
import { previewedText } from '@/app/_lib/commands/preview';
import { MarkdownPreview } from './markdown-preview';

/**
 * Returns the preview of a field for which the form of this page was sent without scripts; null if it was not.
 * @param videoId the video that the text describes.
 */
export function previewed(field: string, userId: string, videoId?: string): ReactNode {
  const text = previewedText(field);
  return text === null ? null : <MarkdownPreview text={text} userId={userId} videoId={videoId} />;
}
