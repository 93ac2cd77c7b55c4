/** Returns the files that arguments of ffmpeg open, which its sandbox shows it: `-i file:/…`. */
export function inputsOf(args: readonly string[]): string[] {
  return args.flatMap((arg, index) =>
    args[index - 1] === '-i' && arg.startsWith('file:/') ? [arg.slice('file:'.length)] : [],
  );
}
