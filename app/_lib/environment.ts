import 'server-only';
import { readEnvironment } from '@/environment';

/** The site's settings, parsed once in each app process. */
export const environment = readEnvironment();
