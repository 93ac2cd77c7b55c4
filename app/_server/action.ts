import { readFileSync } from 'node:fs';
import type { IncomingHttpHeaders } from 'node:http';
import { join } from 'node:path';
import { argumentsOf, isForm, readArguments } from './action-arguments';
import type { Reply } from './reply';

const NOT_A_FORM: Reply = {
  status: 400,
  text: 'The site can’t read this form. Load the page again, then send it again.',
};
/** The header tells Next's client that the page is of another build. */
const OF_ANOTHER_BUILD: Reply = {
  status: 400,
  text: 'This page is from another version of the site, so nothing was saved. Load it again, then send the form again.',
  headers: { 'X-Nextjs-Action-Not-Found': '1' },
};

/** Returns whether a server action has this id and, if there is a path, whether the page of this path uses it. */
export type IsAction = (id: string, path?: string) => boolean;

/** Reads the server actions of this build, and the pages that use them, from Next's manifests. */
export function readActions(root: string): IsAction {
  const read = <T>(file: string) => JSON.parse(readFileSync(join(root, '.next', file), 'utf8')) as T;
  const { node } = read<{ node: Record<string, { workers: Record<string, unknown> }> }>(
    'server/server-reference-manifest.json',
  );
  const routeOfFile = read<Record<string, string>>('app-path-routes-manifest.json');
  type Routes = { page: string; regex: string }[];
  const { staticRoutes, dynamicRoutes } = read<{ staticRoutes: Routes; dynamicRoutes: Routes }>('routes-manifest.json');

  const routes = [...staticRoutes, ...dynamicRoutes].map(({ page, regex }) => ({ page, pattern: new RegExp(regex) }));
  const pagesOf = new Map(
    Object.entries(node).map(([id, { workers }]) => [
      id,
      new Set(Object.keys(workers).map((file) => routeOfFile[file.replace(/^app/, '')])),
    ]),
  );
  const pageAt = (path: string) => routes.find(({ pattern }) => pattern.test(path))?.page ?? '/_not-found';
  return (id, path) => (path === undefined ? pagesOf.has(id) : pagesOf.get(id)?.has(pageAt(path)) === true);
}

/**
 * Checks a POST to a page, which must be one of the site's forms. Scripts name the action in the header `Next-Action`;
 * browsers without scripts send fields named `$ACTION_…`, for which Next looks on the page of the address only.
 * @param path of the request's address, without the query.
 * @returns the refusal, or null for a valid form.
 */
export async function actionRefusal(
  path: string,
  headers: IncomingHttpHeaders,
  body: Buffer,
  isAction: IsAction,
): Promise<Reply | null> {
  const id = headers['next-action'];
  const type = headers['content-type'] ?? '';
  if (id !== undefined && !isAction(String(id))) return OF_ANOTHER_BUILD;
  const form = type.startsWith('multipart/form-data') ? await readForm(type, body) : null;
  if (id === undefined) return form === null ? NOT_A_FORM : plainRefusal(path, form, isAction);
  const json = form === null ? (type.startsWith('text/plain') ? body.toString() : null) : rootOf(form);
  const values = readArguments(json);
  const argumentCount = argumentsOf(String(id));
  return values !== null && (argumentCount === 0 || isForm(values[argumentCount - 1])) ? null : NOT_A_FORM;
}

async function readForm(type: string, body: Buffer): Promise<FormData | null> {
  // No browser sends this header in a form, and React fails on it.
  if (/^content-transfer-encoding:/im.test(body.toString('latin1'))) return null;
  return new Response(body as BodyInit, { headers: { 'Content-Type': type } }).formData().catch(() => null);
}

/** Returns the arguments, from the part `0`. The other parts are the form's fields. */
function rootOf(form: FormData): unknown {
  const [root, ...more] = form.getAll('0');
  return more.length === 0 && [...form.keys()].every((key) => key === '0' || /^_[0-9a-f]{1,4}_/.test(key))
    ? root
    : null;
}

/**
 * Does the same as `actionRefusal` for a form of a browser without scripts. Such a form names one action, or two if a
 * button has its own, and their bound arguments.
 */
function plainRefusal(path: string, form: FormData, isAction: IsAction): Reply | null {
  const actionKeys = [...form.keys()].filter((key) => /^\$ACTION_(ID|REF)_/.test(key));
  if (actionKeys.length === 0 || actionKeys.length > 2) return NOT_A_FORM;
  for (const key of actionKeys) {
    const action = key.startsWith('$ACTION_ID_')
      ? { id: key.slice('$ACTION_ID_'.length), bound: 0 }
      : readReference(form, key.slice('$ACTION_REF_'.length));
    if (action === null) return NOT_A_FORM;
    if (!isAction(action.id)) return OF_ANOTHER_BUILD;
    if (!isAction(action.id, path)) return NOT_A_FORM;
    // The form is the argument after the bound ones.
    if (
      argumentsOf(action.id) > action.bound + 1 ||
      (argumentsOf(action.id) > 0 && argumentsOf(action.id) <= action.bound)
    )
      return NOT_A_FORM;
  }
  return null;
}

const REFERENCE = /^\{"id":"([0-9a-f]{1,100})","bound":(null|"\$@1")\}$/;

/** Returns the id of the action in the parts `$ACTION_<name>:0` and `:1`, and its number of bound arguments. */
function readReference(form: FormData, name: string): { id: string; bound: number } | null {
  const described = form.getAll(`$ACTION_${name}:0`);
  const [, id, bound] =
    (described.length === 1 && typeof described[0] === 'string' && REFERENCE.exec(described[0])) || [];
  if (id === undefined) return null;
  if (bound === 'null') return { id, bound: 0 };
  const parts = form.getAll(`$ACTION_${name}:1`);
  const values = parts.length === 1 ? readArguments(parts[0]) : null;
  return values === null || values.some(isForm) ? null : { id, bound: values.length };
}
