import { apply, type Load } from './load';

/** The process of the load client. `load-client.ts` starts it, and sends it one load after another. */
process.on('message', (load: Load) => {
  apply(load).then(
    (result) => process.send?.({ result }),
    (error: Error) => process.send?.({ error: error.stack }),
  );
});
process.on('disconnect', () => process.exit());
process.send?.({ type: 'ready' });
