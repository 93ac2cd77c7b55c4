// Begins uploads all at once, like one of several processes of the application on one data folder.
import { randomUUID } from 'node:crypto';
import { asCreator } from './as-creator';
import { beginUpload } from '@/app/_lib/uploads/begin';
import { UploadRefusal } from '@/app/_lib/uploads/metadata';

const [count, bytes] = process.argv.slice(2).map(Number) as [number, number];
process.stdout.write('ready\n');
process.stdin.once('data', async () => {
  const statuses = await Promise.all(
    Array.from({ length: count }, async () => {
      const headers = { 'Tus-Resumable': '1.0.0', 'Upload-Length': String(bytes) };
      try {
        return (
          await beginUpload(
            new Request('http://localhost/api/uploads', { method: 'POST', headers }),
            asCreator(randomUUID()),
          )
        ).status;
      } catch (error) {
        if (error instanceof UploadRefusal) return error.status;
        throw error;
      }
    }),
  );
  process.stdout.write(`${JSON.stringify(statuses)}\n`);
  process.exit();
});
