/**
 * ffmpeg's messages about parts of a file that it cannot read or decode. It logs other errors about undamaged files
 * too.
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

/** Returns whether ffmpeg's output reports a damaged part of the file. Pure. */
export function reportsDamage(stderr: string): boolean {
  return DAMAGE.test(stderr);
}
