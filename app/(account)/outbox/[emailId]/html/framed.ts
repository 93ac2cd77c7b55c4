import { createHash } from 'node:crypto';

const ENTITIES: Record<string, string> = { '&quot;': '"', '&#39;': "'", '&lt;': '<', '&gt;': '>', '&amp;': '&' };

/** Prepares a mail's HTML for a frame: its links open in another tab. */
export function framed(html: string): string {
  return `<!doctype html><base target="_blank">${html}`;
}

/**
 * Returns the content security policy of a mail in a frame: it runs nothing and loads nothing, and only the styles that
 * it has as it is apply. Pure.
 */
export function mailPolicy(html: string): string {
  const styles = [
    ...[...html.matchAll(/ style="([^"]*)"/g)].map(([, style]) =>
      style!.replaceAll(/&(?:quot|#39|lt|gt|amp);/g, (entity) => ENTITIES[entity]!),
    ),
    ...[...html.matchAll(/<style[^>]*>([^]*?)<\/style>/g)].map(([, style]) => style!),
  ];
  const hashes = styles.map((style) => `'sha256-${createHash('sha256').update(style).digest('base64')}'`);
  return [
    "default-src 'none'",
    `style-src 'unsafe-hashes' ${[...new Set(hashes)].join(' ')}`,
    'img-src data:',
    'sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox',
    "frame-ancestors 'self'",
  ].join('; ');
}
