import { closeSync, openSync, writeSync } from 'node:fs';

/** The numbers of the format, as in whisper.cpp: `ggml`, 32-bit and 16-bit floating point. */
const MAGIC = 0x67676d6c;
const [FLOAT, HALF] = [0, 1];
/** The vocabulary of a multilingual model: words, then the end, the start, 99 languages, tasks, and times. */
const [VOCABULARY, WORDS, END] = [51_865, 50_257, 50_257];
const [TRANSCRIBE, FIRST_TIME] = [50_359, 50_364];
const [AUDIO_CONTEXT, TEXT_CONTEXT, MELS, FREQUENCIES] = [1_500, 448, 80, 201];
/**
 * The width of the only layer. Each token of the chain needs two dimensions: one to be read by, and one to be written.
 */
const WIDTH = 64;

const timeToken = (seconds: number) => FIRST_TIME + Math.round(seconds / 0.02);

/**
 * Writes an 8 MB file that whisper.cpp accepts as a model, for tests of everything around it. It ignores the sound: its
 * only layer leads from each token to the next one of a fixed chain. So whatever the sound is, it returns the first
 * text from 0 to 2 seconds, the second from 2 to 4, and repeats them until the sound ends.
 *
 * How: the embedding of the n-th token of the chain has a large number in dimension n. The layer's two matrices move it
 * to dimension n + 1 of the second half, where the embedding of the next token also has a number, which makes it the
 * likeliest. All other weights are zero.
 * @param said the two texts, each of two words.
 */
export function writeTinyModel(path: string, said: readonly [string, string] = ['Hello world.', 'Second line.']): void {
  const words = said.map((text) => text.split(' ').map((word) => ` ${word}`));
  // whisper.cpp looks for the blank.
  const vocabulary = [...words.flat(), ' '];
  const wordId = (word: string) => vocabulary.indexOf(word);
  const chain = [
    ...[TRANSCRIBE, timeToken(0), ...words[0]!.map(wordId), timeToken(2)],
    ...[timeToken(2.02), ...words[1]!.map(wordId), timeToken(4), END],
  ];
  const half = WIDTH / 2;
  if (chain.length > half || new Set(chain).size < chain.length) throw new Error('These texts make no chain');

  const file = openSync(path, 'w', 0o600);
  const write = (bytes: Uint8Array) => writeSync(file, bytes);
  const ints = (...values: number[]) => write(littleEndian(values));
  ints(MAGIC, VOCABULARY, AUDIO_CONTEXT, WIDTH, 1, 1, TEXT_CONTEXT, WIDTH, 1, 1, MELS, HALF);
  ints(MELS, FREQUENCIES);
  write(Buffer.alloc(MELS * FREQUENCIES * 4));
  ints(WORDS);
  for (let id = 0; id < WORDS; id += 1) {
    const word = Buffer.from(vocabulary[id] ?? 'x');
    ints(word.length);
    write(word);
  }

  /** Writes a tensor of zeros, except for the numbers that `set` gives by index. */
  const tensor = (
    name: string,
    shape: number[],
    type: number,
    set: ReadonlyMap<number, number> | 'ones' | null = null,
  ) => {
    const count = shape.reduce((product, size) => product * size, 1);
    ints(shape.length, Buffer.byteLength(name), type, ...shape);
    write(Buffer.from(name));
    const data = type === HALF ? new Uint16Array(count) : new Float32Array(count);
    const toNumber = type === HALF ? halfOf : (value: number) => value;
    if (set === 'ones') data.fill(toNumber(1));
    else for (const [place, value] of set ?? []) data[place] = toNumber(value);
    write(new Uint8Array(data.buffer));
  };
  const norm = (name: string) => {
    tensor(`${name}.weight`, [WIDTH], FLOAT, 'ones');
    tensor(`${name}.bias`, [WIDTH], FLOAT);
  };
  const linear = (name: string, from: number, to: number, set?: ReadonlyMap<number, number>, hasBias = true) => {
    tensor(`${name}.weight`, [from, to], HALF, set);
    if (hasBias) tensor(`${name}.bias`, [to], FLOAT);
  };
  const attention = (name: string) => {
    for (const part of ['query', 'key', 'value', 'out'])
      linear(`${name}.${part}`, WIDTH, WIDTH, undefined, part !== 'key');
  };

  tensor('encoder.positional_embedding', [WIDTH, AUDIO_CONTEXT], FLOAT);
  tensor('encoder.conv1.weight', [3, MELS, WIDTH], HALF);
  tensor('encoder.conv1.bias', [1, WIDTH], FLOAT);
  tensor('encoder.conv2.weight', [3, WIDTH, WIDTH], HALF);
  tensor('encoder.conv2.bias', [1, WIDTH], FLOAT);
  norm('encoder.ln_post');
  norm('encoder.blocks.0.attn_ln');
  attention('encoder.blocks.0.attn');
  norm('encoder.blocks.0.mlp_ln');
  linear('encoder.blocks.0.mlp.0', WIDTH, 4 * WIDTH);
  linear('encoder.blocks.0.mlp.2', 4 * WIDTH, WIDTH);

  tensor('decoder.positional_embedding', [WIDTH, TEXT_CONTEXT], FLOAT);
  const embedding = new Map(
    chain.flatMap((token, n) => [
      [token * WIDTH + n, 4],
      [token * WIDTH + chain.length + n, 4],
    ]),
  );
  tensor('decoder.token_embedding.weight', [WIDTH, VOCABULARY], HALF, embedding);
  norm('decoder.ln');
  norm('decoder.blocks.0.attn_ln');
  attention('decoder.blocks.0.attn');
  norm('decoder.blocks.0.cross_attn_ln');
  attention('decoder.blocks.0.cross_attn');
  norm('decoder.blocks.0.mlp_ln');
  linear('decoder.blocks.0.mlp.0', WIDTH, 4 * WIDTH, new Map(chain.map((_, n) => [n * WIDTH + n, 1])));
  const next = chain.slice(1).map((_, n): [number, number] => [(chain.length + n + 1) * 4 * WIDTH + n, 8]);
  linear('decoder.blocks.0.mlp.2', 4 * WIDTH, WIDTH, new Map(next));
  closeSync(file);
}

function littleEndian(values: readonly number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length);
  for (const [index, value] of values.entries()) bytes.writeUInt32LE(value, 4 * index);
  return bytes;
}

/** Returns a number as a 16-bit float, which must represent it exactly. */
function halfOf(value: number): number {
  const bits = new Uint32Array(new Float32Array([value]).buffer)[0]!;
  return value === 0 ? 0 : ((bits >>> 16) & 0x8000) | ((((bits >>> 23) & 255) - 112) << 10) | ((bits >>> 13) & 0x3ff);
}
