/** What signing in asks. Sessions are open until they are in `user_credentials_ended_sessions`. */
export const tables = {
  user_credentials: `
    CREATE TABLE user_credentials (
      user_id         uuid        PRIMARY KEY,
      email           text        UNIQUE,
      name            text,
      password_hash   text,
      email_confirmed boolean     NOT NULL,
      registered_at   timestamptz
    )`,
  user_credentials_ended_sessions: `
    CREATE TABLE user_credentials_ended_sessions (
      session_hash text        PRIMARY KEY,
      ended_at     timestamptz NOT NULL
    )`,
  // The newest ten of an address, the newest first: what limits further attempts.
  user_credentials_sign_in_failures: `
    CREATE TABLE user_credentials_sign_in_failures (
      address_id uuid          PRIMARY KEY,
      failed_at  timestamptz[] NOT NULL
    )`,
};

/** A row of `user_credentials`, but for its key. */
export interface Credentials {
  email: string;
  name: string;
  password_hash: string;
  email_confirmed: boolean;
  registered_at: string;
}
