type Sentences = Readonly<Record<string, string>>;

/**
 * Makes the function that returns the sentence for a rejection. Its sentence helps the user even if this page does not
 * know the reason, from a newer component.
 * @param sentences by reason.
 * @param ofFields sentences for a field that differ, by `field/reason`.
 */
export function sentencesOf(sentences: Sentences, ofFields: Sentences = {}) {
  return ({ reason, field }: { reason: string; field?: string }): string =>
    sentenceIn(ofFields, `${field}/${reason}`) ??
    sentenceIn(sentences, reason) ??
    `This was refused (“${reason}”). Reload the page and try again.`;
}

function sentenceIn(sentences: Sentences, key: string): string | undefined {
  return Object.hasOwn(sentences, key) ? sentences[key] : undefined;
}
