import { apply, type Load } from './load';

/** The process of the load client. `load-client.ts` starts it, and sends it one load after another. */
let isOver = false;
process.on('message', (load: Load | 'end') => {
  isOver = load === 'end';
  if (load === 'end') return;
  apply(load, () => isOver).then(
    (result) => process.send?.({ result }),
    (error: Error) => process.send?.({ error: error.stack }),
  );
});
process.on('disconnect', () => process.exit());
process.send?.({ type: 'ready' });
