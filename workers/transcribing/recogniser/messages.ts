import type { Segment } from './binding';

/** What a worker sends to its recogniser: first the model, then one piece of sound after the other. */
export type ToRecogniser =
  | { readonly type: 'load'; readonly model: string }
  | {
      readonly type: 'recognise';
      /** Of 16-bit samples, 16,000 a second. */
      readonly file: string;
      /** In bytes. */
      readonly from: number;
      readonly to: number;
      /** As whisper.cpp names it; `auto` to detect it. */
      readonly language: string;
      readonly threads: number;
    };

/** What a recogniser answers. */
export type FromRecogniser =
  | { readonly type: 'loaded' }
  /** The native code, or the model, cannot be loaded. */
  | { readonly type: 'unusable'; readonly what: 'package' | 'model'; readonly text: string }
  | { readonly type: 'progress'; readonly percent: number }
  | {
      readonly type: 'recognised';
      readonly language: string;
      readonly segments: readonly Segment[];
      /** The memory of the process, in bytes. */
      readonly memory: number;
    };
