// A program of a foreign project that depends on the packed package: see package.int.test.ts.
import {
  createMessageStore,
  createPool,
  defineContract,
  ExpectedVersionError,
  install,
  messageType,
  type Message,
} from '@message-db/client';
import { z } from 'zod';

const Opened = messageType('Opened', z.object({ owner: z.string() }));
const Deposited = messageType('Deposited', z.object({ amount: z.int() }));
const account = defineContract({ category: 'account', commands: {}, events: { Opened, Deposited } });

const [, , connectionString = ''] = process.argv;
const pool = createPool({ connectionString });
try {
  await install(pool);
  const store = createMessageStore(pool);
  const id = crypto.randomUUID();
  const stream = account.stream(id);
  await store.write(stream, [Opened({ owner: 'Ada' }), Deposited({ amount: 7 })], { expectedVersion: -1 });

  let balance = 0;
  let last: Message | undefined;
  for await (const message of store.read(stream)) {
    last = message;
    const event = account.readEvent(message);
    if (event.type === 'Deposited') balance += event.data.amount;
  }
  const conflict = await store
    .write(stream, Deposited({ amount: 1 }), { expectedVersion: 0 })
    .catch((error: unknown) => error);
  console.log(JSON.stringify({ balance, position: last?.position, refused: conflict instanceof ExpectedVersionError }));
} finally {
  await pool.end();
}
