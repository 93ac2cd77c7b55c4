/**
 * What ffmpeg says where it cannot read or decode a part of a file. It complains of much in good files too: of what
 * their tables lack, and of pictures before the first that it can show.
 */
const DAMAGE = new RegExp(
  [
    'Error while decoding stream',
    'Error submitting packet to decoder',
    'Decoding error',
    'error while decoding MB',
    'Invalid NAL unit size',
    'corrupt decoded frame',
    ': partial file',
    'Packet corrupt',
    'Error during demuxing',
    'invalid as first byte of an EBML number',
    'exceeds containing master element',
    'Truncating packet of size',
  ].join('|'),
  'i',
);

/** Whether a part of the file could not be read, by what ffmpeg said. Pure. */
export function reportsDamage(stderr: string): boolean {
  return DAMAGE.test(stderr);
}
