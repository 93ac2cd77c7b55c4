import { createHash, randomBytes } from 'node:crypto';
import { environment } from '@/app/_lib/environment';

/** The host from which films are loaded, besides the site itself. */
const MEDIA = environment.MEDIA_URL ? ` ${new URL(environment.MEDIA_URL).origin}` : '';

/** Who may show a page in a frame: nobody, or every site. */
export type Framing = 'never' | 'anywhere';
const FRAME_ANCESTORS = { never: "frame-ancestors 'none'", anywhere: 'frame-ancestors *' };

/** What may load and run in a page, except its own scripts. README.md says why each is here. */
const PAGE = [
  "default-src 'none'",
  "style-src 'self' 'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='",
  "img-src 'self' data:",
  "font-src 'self'",
  "manifest-src 'self'",
  `connect-src 'self'${MEDIA}`,
  `media-src 'self' blob:${MEDIA}`,
  "frame-src 'self'",
  "base-uri 'none'",
  "form-action 'self'",
  "require-trusted-types-for 'script'",
  'trusted-types default player',
];

/** Next evaluates code, inserts styles and listens on a web socket while somebody develops. */
const DEVELOPMENT = [
  `default-src 'self' data: blob:${MEDIA}`,
  "style-src 'self' 'unsafe-inline'",
  `connect-src 'self' ws: wss:${MEDIA}`,
  "base-uri 'self'",
  "form-action 'self'",
];

/** The policy of what is no page: should a browser show it as one, nothing loads or runs. */
export const NO_PAGE = "default-src 'none'; frame-ancestors 'none'";

/** Names the scripts of a page that may run, as a source of `script-src`: by nonce or by hash. */
export type ScriptSource = `'nonce-${string}'` | `'sha256-${string}'`;

/** Returns the policy of a page. @param scripts its inline scripts. Those of the build are the site's own files. */
export function pagePolicy(scripts: readonly ScriptSource[], framing: Framing = 'never'): string {
  return [`script-src ${["'self'", ...scripts].join(' ')}`, ...PAGE, FRAME_ANCESTORS[framing]].join('; ');
}

/** Returns the policy of a page that is rendered from its sources, with React's and Next's tools for developers. */
export function developmentPolicy(scripts: readonly ScriptSource[], framing: Framing = 'never'): string {
  const all = ["'self'", "'unsafe-eval'", ...scripts].join(' ');
  return [`script-src ${all}`, ...DEVELOPMENT, FRAME_ANCESTORS[framing]].join('; ');
}

/** Returns a nonce: 128 random bits that may stand anywhere in a page as they are. */
export function createNonce(): string {
  return randomBytes(16).toString('base64url');
}

export function nonceSource(nonce: string): ScriptSource {
  return `'nonce-${nonce}'`;
}

/** Returns the nonce of a policy, or null if it has none. */
export function nonceOf(policy: unknown): string | null {
  return /'nonce-([\w-]+)'/.exec(String(policy))?.[1] ?? null;
}

/** Returns the source of a script, or of a style, with exactly this text. */
export function hashSource(text: string): ScriptSource {
  return `'sha256-${createHash('sha256').update(text).digest('base64')}'`;
}
