/**
 * Shares the answers to a question among all who wait: somebody who asks while an answer is under way gets the next one,
 * because the one under way may have been given before they asked.
 * @param ask may not throw.
 */
export function shareAnswers<Answer>(ask: () => Promise<Answer>): () => Promise<Answer> {
  let current: Promise<Answer> | null = null;
  let next: Promise<Answer> | null = null;

  function begin(): Promise<Answer> {
    const answer = ask();
    current = answer;
    void answer.finally(() => {
      if (current === answer) current = null;
    });
    return answer;
  }

  return () => {
    if (!current) return begin();
    next ??= current.then(() => {
      next = null;
      return begin();
    });
    return next;
  };
}
