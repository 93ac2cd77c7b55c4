import { HtmlValidate, StaticConfigLoader } from 'html-validate';

const validator = new HtmlValidate(
  new StaticConfigLoader({
    root: true,
    extends: ['html-validate:standard', 'html-validate:a11y'],
    rules: {
      // Lists and sections may have names.
      'aria-label-misuse': ['error', { allowAnyNamable: true }],
    },
  }),
);
/**
 * What React writes for the action of a form: for a function of the server no address, and for one of the browser a
 * script, until its code runs. The standard has neither.
 */
const REACTS_ACTION = / (?:form)?action="(?:javascript:throw new Error\([^"]*\))?"/gi;

/** Returns what is wrong with the HTML of a page, by html-validate: for each fault its rule, its words and its place. */
export async function htmlFaults(html: string): Promise<string[]> {
  const { results } = await validator.validateString(html.replaceAll(REACTS_ACTION, ''));
  return results.flatMap(({ messages }) =>
    messages.map(
      ({ ruleId, message, selector, line, column }) => `${ruleId}: ${message} (${selector ?? `${line}:${column}`})`,
    ),
  );
}
