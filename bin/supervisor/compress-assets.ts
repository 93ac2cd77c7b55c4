import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';

const compress = promisify(brotliCompress);

/** Writes a Brotli copy beside each script and style sheet of Next's build, `<name>.br`, for app/_server/assets.ts. */
export async function compressAssets(root: string): Promise<void> {
  const folder = join(root, '.next/static');
  const names = await readdir(folder, { recursive: true });
  await Promise.all(
    names
      .filter((name) => /\.(js|css)$/.test(name))
      .map(async (name) => {
        const params = { [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT };
        await writeFile(join(folder, `${name}.br`), await compress(await readFile(join(folder, name)), { params }));
      }),
  );
}
