/** The content of a mail: a heading, and paragraphs of HTML. */
export interface MailPage {
  readonly title: string;
  /** HTML. */
  readonly heading: string;
  /** HTML, each a block of its own. */
  readonly blocks: readonly string[];
}

/** Returns the HTML of a mail, readable in light and dark, and in clients that know little of CSS. Pure. */
export function mailPage({ title, heading, blocks }: MailPage): string {
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="color-scheme" content="light dark"><title>${escapeHtml(title)}</title></head>
<body style="margin:0;padding:24px;font-family:system-ui,-apple-system,'Segoe UI',sans-serif;font-size:16px;line-height:1.5">
<div style="max-width:480px;margin:0 auto">
<h1 style="font-size:22px;line-height:1.3">${heading}</h1>
${blocks.join('\n')}
</div>
</body>
</html>
`;
}

/** Returns the HTML of a link that looks like a button. @param label HTML. */
export function mailButton(link: string, label: string): string {
  return `<p><a href="${escapeHtml(link)}" style="display:inline-block;padding:12px 20px;border-radius:8px;background:#006a54;color:#ffffff;font-weight:600;text-decoration:none">${label}</a></p>`;
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Returns a text as HTML. */
export function escapeHtml(value: string): string {
  return value.replace(/[&<>"']/g, (character) => ENTITIES[character] as string);
}
