import { signedInUser } from '@/app/_lib/auth/signed-in';
import { sendCsv, sendError, sendJson, type Handler } from '@/app/_lib/http/handler';
import { answerTo, type Group } from '@/app/admin/query/_queries/answer';
import { readQuestion } from '@/app/admin/query/question';

/**
 * GET with the parameters of the page `/admin/query` answers what it shows, as JSON or with `format=csv` as CSV. Everybody but
 * administrators gets 404, as on the page.
 */
export const queryExport: Handler = async (request, response) => {
  const user = await signedInUser(request);
  if (!user?.isAdmin) return sendError(response, 404, 'There is nothing at this address.');
  const parameters = Object.fromEntries(new URL(request.url!, 'http://localhost').searchParams);
  const { question, faults } = readQuestion(parameters, Date.now());
  const fault = Object.values(faults)[0] ?? (question.types.length === 0 ? 'Say which types of messages.' : null);
  if (fault) return sendError(response, 400, fault);
  const { format = 'json' } = parameters;
  if (format !== 'csv' && format !== 'json') return sendError(response, 400, 'format must be csv or json.');
  const answer = await answerTo(user, question).catch((error: unknown) => {
    console.error('Could not answer a question to the log:', error);
    return null;
  });
  if (!answer)
    return sendError(response, 503, 'There is no answer, perhaps because it takes too long. Ask for fewer days.');
  const headers = {
    'Cache-Control': 'no-store',
    'Content-Disposition': `attachment; filename="answer-${question.from}-${question.to}.${format}"`,
  };
  if (format === 'json') return sendJson(response, 200, { question, ...answer }, headers);
  sendCsv(response, csvOf(answer.groups), headers);
};

/** Returns the groups as CSV after RFC 4180. */
function csvOf(groups: readonly Group[]): string {
  const lines = groups.map(({ group, messages, value }) => [group ?? '', messages, value].map(cellOf).join(','));
  return ['group,messages,value', ...lines, ''].join('\r\n');
}

/** Spreadsheets run what begins with one of these as a formula. */
const FORMULA = /^[=+\-@\t\r]/;

function cellOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return `"${(FORMULA.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;
}
