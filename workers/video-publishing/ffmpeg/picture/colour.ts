/** The colour space of a source's pictures. */
export interface Colour {
  readonly kind: 'sdr' | 'pq' | 'hlg';
  /** In zscale's terms. */
  readonly primaries: string;
  /** In zscale's terms. */
  readonly matrix: string;
  readonly range: 'tv' | 'pc';
  readonly isRgb: boolean;
}

export interface ColouredTrack {
  readonly width?: number;
  readonly height?: number;
  readonly pix_fmt?: string;
  readonly color_range?: string;
  readonly color_space?: string;
  readonly color_transfer?: string;
  readonly color_primaries?: string;
  readonly side_data_list: readonly { readonly side_data_type?: string }[];
}

/** The matrices of standard definition. swscale treats them alike. */
const MATRICES_SD = ['smpte170m', 'bt470bg', 'fcc'];
const MATRICES = ['bt709', ...MATRICES_SD, 'smpte240m', 'bt2020nc', 'bt2020c', 'ycgco'];
/** Primaries that need no conversion to BT.709, because the difference is not visible. */
const PRIMARIES_NEAR = ['bt709', 'smpte170m', 'bt470bg', 'smpte240m', 'bt470m'];
const PRIMARIES_WIDE = ['bt2020', 'smpte431', 'smpte432'];
const HDR_SIDE_DATA = /mastering display|content light level/i;

/** Returns whether a picture may be HDR according to its tags, so that the side data of its frames is needed. Pure. */
export function mayBeHdr(track: ColouredTrack): boolean {
  return isDeep(track) && !isKnown(track.color_transfer) && !isRgb(track);
}

/**
 * Determines the colour space from ffprobe's tags. If tags are missing it assumes what players assume: BT.601 up to 576
 * lines, BT.709 above, and HDR10 for a deep picture with the metadata of a mastering display. Pure.
 */
export function colourOf(track: ColouredTrack): Colour {
  const kind = kindOf(track);
  const { width = 0, height = 0, color_primaries: primaries = '', color_space: space = '' } = track;
  const defaultMatrix =
    kind !== 'sdr' || primaries === 'bt2020' ? 'bt2020nc' : isSd(width, height) ? 'smpte170m' : 'bt709';
  return {
    kind,
    primaries:
      PRIMARIES_WIDE.includes(primaries) || (kind !== 'sdr' && !isKnown(primaries)) ? wide(primaries) : 'bt709',
    matrix: MATRICES.includes(space) ? space : defaultMatrix,
    range: isRgb(track) || isFull(track) ? 'pc' : 'tv',
    isRgb: isRgb(track),
  };
}

/** Filters that scale a picture to `width` × `height` and convert it to BT.709 with 8 bits. Pure. */
export function colourFilters(colour: Colour, { width, height }: { width: number; height: number }): string[] {
  const scale = `scale=${width}:${height}:flags=bicubic+accurate_rnd+full_chroma_int`;
  if (colour.isRgb && !isWide(colour)) return [`${scale}:out_color_matrix=bt709:out_range=tv`, 'format=yuv420p'];
  if (!isWide(colour)) {
    const matrix = MATRICES_SD.includes(colour.matrix) ? 'bt601' : colour.matrix;
    const from = `in_color_matrix=${matrix}:in_range=${colour.range}`;
    return [`${scale}:${from}:out_color_matrix=bt709:out_range=tv`, 'format=yuv420p'];
  }
  // zscale reads the tags of each frame, which may be missing or wrong. setparams replaces them with those of the
  // track.
  const { primaries, matrix, kind } = colour;
  const sized = colour.isRgb ? [scale, 'format=gbrp16le'] : [`${scale}:in_range=${colour.range}:out_range=tv`];
  const space = `colorspace=${colour.isRgb ? 'gbr' : matrix}:range=${colour.isRgb ? 'pc' : 'tv'}`;
  const tagged = [...sized, `setparams=color_primaries=${primaries}:color_trc=${CURVES[kind]}:${space}`];
  const to = 'm=bt709:r=tv';
  if (kind === 'sdr') return [...tagged, `zscale=p=bt709:t=bt709:${to}`, 'format=yuv420p'];
  return [
    ...tagged,
    `zscale=t=linear:npl=${WHITE_NITS}`,
    'format=gbrpf32le',
    'zscale=p=bt709',
    `tonemap=tonemap=mobius:param=${KNEE}:desat=0:peak=${(PEAK_NITS / WHITE_NITS).toFixed(3)}`,
    `zscale=t=bt709:${to}`,
    'format=yuv420p',
  ];
}

const CURVES = { sdr: 'bt709', pq: 'smpte2084', hlg: 'arib-std-b67' } as const;
/** The reference white of HDR (BT.2408). It becomes nearly the white of the screen. */
const WHITE_NITS = 203;
/** The peak brightness of most screens and cameras. Brighter light becomes white. */
const PEAK_NITS = 1000;
/** The tone curve is linear up to this fraction of white, and compresses brighter light. */
const KNEE = 0.7;

/** Returns whether swscale cannot convert its primaries, transfer curve or matrix. */
function isWide({ kind, primaries, matrix }: Colour): boolean {
  return kind !== 'sdr' || !PRIMARIES_NEAR.includes(primaries) || ['bt2020c', 'ycgco'].includes(matrix);
}

function kindOf(track: ColouredTrack): Colour['kind'] {
  if (track.color_transfer === 'smpte2084') return 'pq';
  if (track.color_transfer === 'arib-std-b67') return 'hlg';
  const isMastered = track.side_data_list.some(({ side_data_type: type = '' }) => HDR_SIDE_DATA.test(type));
  return isMastered && mayBeHdr(track) ? 'pq' : 'sdr';
}

function wide(primaries: string): string {
  return PRIMARIES_WIDE.includes(primaries) ? primaries : 'bt2020';
}

function isSd(width: number, height: number): boolean {
  return Math.min(width, height) <= 576 && Math.max(width, height) < 1280;
}

function isKnown(tag: string | undefined): boolean {
  return tag !== undefined && tag !== '' && tag !== 'unknown' && tag !== 'unspecified' && tag !== 'reserved';
}

function isDeep({ pix_fmt: format = '' }: ColouredTrack): boolean {
  return /p0?1[0246]|1[0246](le|be)/.test(format);
}

function isRgb({ pix_fmt: format = '', color_space: space = '' }: ColouredTrack): boolean {
  return space === 'gbr' || /^(gbr|rgb|bgr|argb|abgr|0rgb|0bgr|x2rgb|x2bgr|pal8)/.test(format);
}

function isFull({ pix_fmt: format = '', color_range: range = '' }: ColouredTrack): boolean {
  return range === 'pc' || format.startsWith('yuvj') || (/^(gray|ya)/.test(format) && range !== 'tv');
}
