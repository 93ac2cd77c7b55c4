import { v5 as uuidFrom } from 'uuid';

const HANDLES = '3c1b7c52-6f4e-4f0a-9d0f-5b8c1e7a2d64';

/**
 * Returns the input of `personal.address_id` for the id of a handle, because a handle may tell a name. Do not store it:
 * anyone who guesses a handle can compute it.
 * @param handle as `tidyHandle` returns it.
 */
export function handleFingerprint(handle: string): string {
  return uuidFrom(handle, HANDLES);
}
