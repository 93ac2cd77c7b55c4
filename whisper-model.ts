import { open } from 'node:fs/promises';
import { createRequire } from 'node:module';

/** The optional package with whisper.cpp for this platform. */
export const WHISPER_PACKAGE = `@fugood/node-whisper-${process.platform}-${process.arch}`;
/** The version that package.json names for Linux on x64. */
export const WHISPER_VERSION = '1.1.3';

/** What a model can do, from the header of its file. */
export interface WhisperModel {
  /** Whether it knows more than English. */
  readonly isMultilingual: boolean;
  /** Whether it knows Cantonese, as the third generation of large models does. */
  readonly knowsCantonese: boolean;
}

/** WHISPER_MODEL does not name a usable model. The message is for the operator. */
export class WhisperModelError extends Error {
  override name = 'WhisperModelError';
}

/** `ggml`, as a number in the byte order that whisper.cpp writes. */
const MAGIC = 0x67676d6c;
/** The vocabulary sizes of English and of multilingual models. The newest know one more language. */
const [ENGLISH, MULTILINGUAL, NEWEST] = [51_864, 51_865, 51_866];
/** What all Whisper models have in common: the length of their sound (30 seconds) and of their text, in tokens. */
const [AUDIO_CONTEXT, TEXT_CONTEXT] = [1_500, 448];
const HEAD_BYTES = 48;
const HOW = 'docs/operations/captions.md says how to get one';

const require = createRequire(import.meta.url);

/** Returns whether the package for this platform is installed, without loading its native code. */
export function hasWhisper(): boolean {
  try {
    require.resolve(WHISPER_PACKAGE);
    return true;
  } catch {
    return false;
  }
}

/**
 * Reads the header of a model file. Only loading the model shows whether the rest is complete.
 * @throws {WhisperModelError}
 */
export async function readWhisperModel(path: string): Promise<WhisperModel> {
  const head = await readHead(path);
  const number = (index: number) => (head.length < HEAD_BYTES ? 0 : head.readUInt32LE(4 * index));
  if (number(0) !== MAGIC) {
    const kind = head.toString('latin1', 0, 4) === 'GGUF' ? 'a GGUF file' : 'no file in the ggml format';
    throw new WhisperModelError(`WHISPER_MODEL: ${path} is ${kind}, which whisper.cpp cannot read: ${HOW}.`);
  }
  const words = number(1);
  if (words < ENGLISH || number(2) !== AUDIO_CONTEXT || number(6) !== TEXT_CONTEXT)
    throw new WhisperModelError(`WHISPER_MODEL: ${path} is a ggml file, but no Whisper model: ${HOW}.`);
  return { isMultilingual: words >= MULTILINGUAL, knowsCantonese: words >= NEWEST };
}

async function readHead(path: string): Promise<Buffer> {
  try {
    const file = await open(path, 'r');
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0);
      return buffer.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const why = code === 'ENOENT' ? 'does not exist' : code === 'EISDIR' ? 'is a folder' : `cannot be read (${code})`;
    throw new WhisperModelError(`WHISPER_MODEL: ${path} ${why}: ${HOW}.`, { cause: error });
  }
}
