/**
 * How far somebody is, as a bar at the lower edge of a picture, which is the parent. Its colour is the player's accent, for
 * any picture in either theme.
 * @param share from 0 to 1.
 */
export function PictureProgress({ share }: { share: number }) {
  return (
    <span aria-hidden className="absolute inset-x-0 bottom-0 h-1 bg-black/60">
      <span
        className="block h-full origin-left bg-[oklch(0.8_0.13_170)] forced-colors:bg-[Highlight] rtl:origin-right"
        style={{ transform: `scaleX(${share})` }}
      />
    </span>
  );
}
