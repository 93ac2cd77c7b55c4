'use server';

import { z } from 'zod';
import { requireUser } from '@/app/_lib/auth/current-user';
import { typedLines } from '@/app/_lib/commands/form-fields';
import { MarkdownPreview } from './markdown-preview';

const fields = z.object({ text: typedLines, videoId: z.uuid().toLowerCase().optional() });

/**
 * Renders a text in Markdown as others see it. `form` has the text, and the id of the video that it describes, if it
 * describes one.
 * @returns null for a form that the page did not make.
 */
export async function previewMarkdown(form: FormData) {
  const { userId } = await requireUser();
  const read = fields.safeParse(form instanceof FormData ? Object.fromEntries(form) : {}).data;
  return read ? <MarkdownPreview {...read} userId={userId} /> : null;
}
