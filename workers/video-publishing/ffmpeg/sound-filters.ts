/** What becomes of the sound of a source on its way to a rendition: ffmpeg's filters, in their order. Pure. */
export function soundFilters(): string[] {
  return ['aresample=async=1:first_pts=0'];
}
