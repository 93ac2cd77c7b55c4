import { DEMUXERS } from '../file-types';

/** The arguments before an untrusted file: it may open itself and nothing else. For ffprobe without `-i`. */
export function untrustedInput(path: string): string[] {
  return ['-protocol_whitelist', 'file', '-format_whitelist', DEMUXERS.join(','), '-i', `file:${path}`];
}

/** The files that arguments made by `untrustedInput` name. */
export function inputsOf(args: readonly string[]): string[] {
  return args.flatMap((arg, index) =>
    args[index - 1] === '-i' && arg.startsWith('file:/') ? [arg.slice('file:'.length)] : [],
  );
}
