/**
 * The list of files that can become a video. The browser's check, the file dialog, the sentences that name formats, and
 * the demuxers that ffmpeg may use are derived from it. It imports nothing, because browsers load it.
 */

/** A container format by its names in ffmpeg, file systems and browsers. */
export interface Container {
  /** ffmpeg's demuxers. Add none that opens other files by name: an upload could read the server's files with it. */
  readonly demuxers: readonly string[];
  /** In lower case, without the dot. */
  readonly extensions: readonly string[];
  /**
   * The MIME types that browsers report, in lower case. Operating systems derive them from the extension, and some are
   * wrong: `.ts` is also a translation of Qt, `.mts` a 3D model, `.mod` music.
   */
  readonly types: readonly string[];
}

/** Containers of video. */
export const VIDEO_CONTAINERS: readonly Container[] = [
  {
    demuxers: ['mov', 'mp4', 'm4a', '3gp', '3g2', 'mj2'],
    extensions: ['mp4', 'm4v', 'mov', 'qt', '3gp', '3gpp', '3g2', '3gp2', 'mj2', 'mjp2', 'f4v', 'ismv', 'insv', 'lrv'],
    types: [
      ...['video/mp4', 'video/x-m4v', 'video/quicktime', 'video/3gpp', 'video/3gpp2', 'video/mj2', 'video/x-f4v'],
      ...['application/mp4', 'audio/mp4', 'audio/3gpp', 'audio/3gpp2', 'video/3gp', 'audio/3gp'],
    ],
  },
  {
    demuxers: ['matroska', 'webm'],
    extensions: ['mkv', 'webm', 'mk3d'],
    types: [
      ...['video/x-matroska', 'video/matroska', 'video/webm', 'video/x-matroska-3d', 'video/matroska-3d'],
      ...['application/x-matroska', 'audio/webm', 'audio/x-matroska', 'audio/matroska'],
    ],
  },
  {
    demuxers: ['avi'],
    extensions: ['avi', 'divx'],
    types: [
      'video/x-msvideo',
      'video/avi',
      'video/msvideo',
      'video/vnd.avi',
      'video/divx',
      'application/x-troff-msvideo',
    ],
  },
  {
    demuxers: ['mpegts'],
    extensions: ['ts', 'mts', 'm2ts', 'm2t', 'tod', 'trp', 'tp'],
    types: [
      ...['video/mp2t', 'video/vnd.dlna.mpeg-tts', 'video/mpeg-ts', 'audio/mp2t'],
      ...['text/vnd.trolltech.linguist', 'text/vnd.qt.linguist', 'model/vnd.mts'],
      ...['text/typescript', 'text/x-typescript', 'application/typescript', 'application/x-typescript'],
    ],
  },
  {
    demuxers: ['mpeg'],
    extensions: ['mpg', 'mpeg', 'mpe', 'vob', 'm2p', 'mod', 'vro'],
    types: [
      ...['video/mpeg', 'video/x-mpeg', 'video/mpg', 'video/x-mpg', 'video/x-mpeg-system', 'video/mpeg-system'],
      ...['video/dvd', 'video/x-ms-vob', 'video/mp1s', 'video/mp2p', 'audio/x-mod', 'audio/mod'],
    ],
  },
  {
    demuxers: ['flv'],
    extensions: ['flv'],
    types: ['video/x-flv', 'video/flv', 'application/x-flash-video', 'flv-application/octet-stream'],
  },
  {
    demuxers: ['asf'],
    extensions: ['wmv', 'asf', 'wm', 'dvr-ms'],
    types: [
      ...['video/x-ms-wmv', 'video/x-ms-asf', 'video/x-ms-wm', 'video/x-ms-asf-plugin', 'video/x-ms-dvr'],
      ...['application/vnd.ms-asf', 'application/x-ms-asf', 'audio/x-ms-asf'],
    ],
  },
  {
    demuxers: ['ogg'],
    extensions: ['ogv', 'ogg', 'ogm', 'ogx'],
    types: [
      'video/ogg',
      'application/ogg',
      'application/x-ogg',
      'audio/ogg',
      'video/x-ogg',
      'video/x-ogm',
      'video/x-ogm+ogg',
      'video/x-theora+ogg',
    ],
  },
  {
    demuxers: ['mxf'],
    extensions: ['mxf'],
    types: ['application/mxf', 'application/x-mxf', 'video/mxf', 'video/x-mxf'],
  },
  { demuxers: ['dv'], extensions: ['dv', 'dif'], types: ['video/dv', 'video/x-dv'] },
];

/** Containers of sound only. ffmpeg may open them, so that the owner learns that the file has no picture. */
export const SOUND_CONTAINERS: readonly Container[] = [
  // The demuxers of MP4 and Matroska also open these.
  { demuxers: [], extensions: ['m4a', 'm4b', 'm4r'], types: ['audio/x-m4a', 'audio/m4a'] },
  { demuxers: [], extensions: ['mka', 'weba', 'oga', 'opus', 'spx', 'wma'], types: ['audio/opus', 'audio/x-ms-wma'] },
  { demuxers: ['mp3'], extensions: ['mp3', 'mp2', 'mpga'], types: ['audio/mpeg', 'audio/mp3'] },
  { demuxers: ['wav', 'w64'], extensions: ['wav', 'w64'], types: ['audio/wav', 'audio/x-wav', 'audio/vnd.wave'] },
  { demuxers: ['flac'], extensions: ['flac'], types: ['audio/flac', 'audio/x-flac'] },
  { demuxers: ['aac'], extensions: ['aac'], types: ['audio/aac', 'audio/vnd.dlna.adts'] },
  { demuxers: ['ac3'], extensions: ['ac3'], types: ['audio/ac3'] },
  { demuxers: ['aiff'], extensions: ['aif', 'aiff', 'aifc'], types: ['audio/aiff', 'audio/x-aiff'] },
  { demuxers: ['amr'], extensions: ['amr'], types: ['audio/amr'] },
  { demuxers: ['caf'], extensions: ['caf'], types: ['audio/x-caf'] },
];

const PICTURES = [
  'png',
  'apng',
  'jpg',
  'jpeg',
  'webp',
  'heic',
  'heif',
  'avif',
  'bmp',
  'tif',
  'tiff',
  'svg',
  'ico',
  'psd',
  'dng',
];
/** Lists of references to videos. ffmpeg must not open them. */
const PLAYLISTS = ['m3u', 'm3u8', 'mpd', 'pls', 'xspf', 'asx', 'wax', 'wvx'];
/** The types that browsers report for unknown files. */
const UNKNOWN_TYPES = new Set(['', 'application/octet-stream', 'application/x-octet-stream', 'binary/octet-stream']);

const videoExtensions = new Set(VIDEO_CONTAINERS.flatMap(({ extensions }) => extensions));
const videoTypes = new Set(VIDEO_CONTAINERS.flatMap(({ types }) => types));
const soundExtensions = new Set(SOUND_CONTAINERS.flatMap(({ extensions }) => extensions));

/** Formats to name in a sentence as examples. */
export const WELL_KNOWN_FORMATS: readonly string[] = ['MP4', 'MOV', 'MKV', 'WebM'];

/** The value of `<input type="file" accept>`. */
export const ACCEPT = ['video/*', ...[...videoExtensions].map((extension) => `.${extension}`)].join(',');

/** The demuxers that may open an upload. */
export const DEMUXERS = [...VIDEO_CONTAINERS, ...SOUND_CONTAINERS].flatMap(({ demuxers }) => demuxers);

/** The kind of a file, by its name and its MIME type. */
export type FileKind = 'video' | 'foreign-video' | 'sound' | 'gif' | 'picture' | 'playlist' | 'other' | 'unknown';

/**
 * Guesses the kind of a file without reading it. `foreign-video` is a video that ffmpeg must not open. `unknown` means
 * that only the content can tell. Pure.
 */
export function fileKind({ name, type }: { name: string; type: string }): FileKind {
  const extension = /\.([^./\\]+)$/.exec(name.trim())?.[1]?.toLowerCase() ?? '';
  const mime = type.split(';')[0]!.trim().toLowerCase();
  if (mime === 'image/gif' || extension === 'gif') return 'gif';
  if (mime.startsWith('image/') || PICTURES.includes(extension)) return 'picture';
  if (PLAYLISTS.includes(extension) || /mpegurl|dash\+xml/.test(mime)) return 'playlist';
  if (soundExtensions.has(extension)) return 'sound';
  if (videoTypes.has(mime)) return 'video';
  if (mime.startsWith('audio/')) return 'sound';
  if (videoExtensions.has(extension)) return 'video';
  if (mime.startsWith('video/')) return 'foreign-video';
  return UNKNOWN_TYPES.has(mime) ? 'unknown' : 'other';
}
