import { createRequire } from 'node:module';
import { WHISPER_PACKAGE } from '@/whisper-model';

/** Recognised text with its times, in milliseconds from the beginning of the sound. */
export interface Segment {
  readonly text: string;
  readonly t0: number;
  readonly t1: number;
}

/** The part of whisper.cpp's Node binding that is used here. */
export interface Binding {
  readonly WhisperContext: new (options: { filePath: string; useGpu: boolean }) => {
    /** The promise never settles if the recognition fails. @param sound 16-bit samples, 16,000 a second. */
    transcribeData(
      sound: ArrayBuffer,
      options: { language: string; maxThreads: number; maxContext: number; onProgress: (percent: number) => void },
    ): { readonly promise: Promise<{ readonly language?: string; readonly segments: readonly Segment[] }> };
  };
}

const require = createRequire(import.meta.url);

/** Loads the native code. Only a process that may crash calls this. @throws if it cannot be loaded. */
export function loadBinding(): Binding {
  return require(WHISPER_PACKAGE) as Binding;
}
