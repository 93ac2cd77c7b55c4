import { buffer } from 'node:stream/consumers';
import { ZipFile } from 'yazl';

/** Makes an archive of files with these contents. */
export async function zipOf(
  files: Readonly<Record<string, string | Buffer>>,
  { forceZip64Format = false } = {},
): Promise<Buffer> {
  const zip = new ZipFile();
  for (const [path, content] of Object.entries(files))
    zip.addBuffer(Buffer.from(content as string), path, { forceZip64Format });
  zip.end({ comment: '', forceZip64Format });
  return buffer(zip.outputStream);
}
