/** What an embedded player may do on the page of another site. */
const ALLOWED = 'autoplay; fullscreen; picture-in-picture; web-share';

interface Embedded {
  /** The whole address of the player. */
  readonly src: string;
  /** What screen readers call it. */
  readonly title: string;
  /** In pixels. */
  readonly width: number;
  readonly height: number;
}

/** Returns the HTML with which another site shows a player. Pure. */
export function embedCode({ src, title, width, height }: Embedded): string {
  const [address, name] = [escape(src), escape(title)];
  return `<iframe src="${address}" title="${name}" width="${width}" height="${height}" style="border:0;max-width:100%" loading="lazy" allow="${ALLOWED}" allowfullscreen></iframe>`;
}

/**
 * Returns the largest size, in whole pixels, with the shape of a video that fits into a box. Pure.
 * @param shape the size of the video; 16 to 9 if it is not known.
 */
export function fitInto(
  box: { readonly width: number; readonly height: number },
  shape: { readonly width: number | null; readonly height: number | null },
): { width: number; height: number } {
  const [across, down] = shape.width && shape.height ? [shape.width, shape.height] : [16, 9];
  const scale = Math.min(box.width / across, box.height / down);
  return { width: Math.max(1, Math.round(across * scale)), height: Math.max(1, Math.round(down * scale)) };
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
