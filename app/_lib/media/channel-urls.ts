/** A picture of a channel. */
export interface ChannelImage {
  readonly userId: string;
  readonly imageId: string;
  /** The widths of its copies, in pixels, the smallest first. */
  readonly widths: readonly number[];
}

/** The URL of the picture, a JPEG. Everybody may load it if the channel is public, else only its person. */
export function channelImageUrl(image: ChannelImage): string {
  return fileUrl(image, 'image.jpg');
}

/** The `srcset` of its copies, in AVIF. Undefined if there are none. */
export function channelImageCopies(image: ChannelImage): string | undefined {
  return image.widths.map((width) => `${fileUrl(image, `${width}.avif`)} ${width}w`).join(', ') || undefined;
}

function fileUrl({ userId, imageId }: ChannelImage, file: string): string {
  return `/api/channels/${userId}/${imageId}/${file}`;
}
