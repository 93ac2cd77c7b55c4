import { BY_NO_PAGE, FOR_ALL, VIEWER } from '@/workers/aggregators/rules';

/**
 * An account is its person's. Whose an address and a password are is asked of `view.password_of`, for nobody has signed in
 * then. The other tables know sessions and addresses by hashes alone, and are asked before it is known who asks.
 */
export const rules = {
  user_credentials: `user_id = ${VIEWER} OR ${BY_NO_PAGE}`,
  user_credentials_ended_sessions: FOR_ALL,
  user_credentials_sign_in_failures: FOR_ALL,
};
