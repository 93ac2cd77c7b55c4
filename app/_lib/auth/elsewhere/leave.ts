import 'server-only';
import { redirect } from 'next/navigation';
import { INCOMPLETE } from '@/app/_lib/commands/form-fields';
import { rejected, type Answer } from '@/app/_lib/commands/form-state';
import { environment } from '@/app/_lib/environment';
import { take } from '@/app/_lib/limits/take';
import { thisNetwork } from '@/app/_lib/limits/this-network';
import { beginElsewhere } from './begin';
import type { ElsewhereFlow } from './cookies';

/**
 * Sends somebody to the provider, by way of a page of this site: browsers follow the redirects of a form only to the sites of the
 * page's policy, and a provider may lead to others. Only in a server action.
 * @returns the answer of the form if the provider cannot be reached.
 */
export async function leaveFor(flow: ElsewhereFlow): Promise<Answer> {
  const { oidc } = environment;
  if (!oidc) return rejected({}, INCOMPLETE);
  const full = await take(['sign-ins elsewhere from a network', await thisNetwork()]);
  if (full) return rejected({}, full.sentence);
  const hasBegun = await beginElsewhere(flow).catch((error: unknown) => {
    console.error('Could not begin to sign in elsewhere:', error);
    return false;
  });
  if (hasBegun) redirect('/sign-in/elsewhere');
  return rejected({}, `${oidc.name} can’t be reached just now. Try again in a moment.`);
}
