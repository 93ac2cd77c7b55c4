/** Prepares a mail's HTML for a sandboxed frame: it loads nothing, runs nothing, and its links open in another tab. */
export function framed(html: string): string {
  const policy = `default-src 'none'; style-src 'unsafe-inline'; img-src data:`;
  return `<!doctype html><meta http-equiv="Content-Security-Policy" content="${policy}"><base target="_blank">${html}`;
}
