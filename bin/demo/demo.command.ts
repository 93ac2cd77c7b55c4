import { OperatorError } from '@/db/operator-error';
import { EnvironmentError, readEnvironment } from '@/environment';
import { demo } from './main';

/** `npm run demo`: fills the running site with demo content. */
export async function run(): Promise<void> {
  try {
    await demo(readEnvironment());
  } catch (error) {
    const expected = error instanceof OperatorError || error instanceof EnvironmentError;
    console.error(expected ? `✗ ${error.message}` : error);
    process.exitCode = 1;
  }
}
