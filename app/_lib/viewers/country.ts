import 'server-only';
import type { IncomingHttpHeaders } from 'node:http';
import { environment } from '@/app/_lib/environment';
import { clientAddress, isClientHidden } from '@/app/_lib/http/client-address';
import { oncePerProcess } from '@/app/_lib/once-per-process';
import { readCountryDatabase, type CountryOf } from '@/country-database';

/**
 * Returns the country that a request comes from, such as `DE`; undefined if it is not known, as without a database of
 * countries. One that cannot be read costs nobody their view.
 */
export async function countryOf(headers: IncomingHttpHeaders): Promise<string | undefined> {
  const { COUNTRY_DATABASE } = environment;
  if (COUNTRY_DATABASE === undefined || isClientHidden(headers)) return undefined;
  const find = await oncePerProcess('countries', () => readOrNone(COUNTRY_DATABASE));
  return find(clientAddress(headers));
}

async function readOrNone(path: string): Promise<CountryOf> {
  try {
    return await readCountryDatabase(path);
  } catch (error) {
    console.error('Analytics have no countries:', error);
    return () => undefined;
  }
}
