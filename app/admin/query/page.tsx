import type { Metadata } from 'next';
import { Download, SearchX } from 'lucide-react';
import { currentAdmin } from '@/app/_lib/auth/current-user';
import { formatCount } from '@/app/_lib/format/format';
import { ButtonLink } from '@/app/_ui/base/button-link';
import { buttonStyles } from '@/app/_ui/base/button-styles';
import { Card } from '@/app/_ui/base/card';
import { EmptyState } from '@/app/_ui/base/empty-state';
import { FormMessage } from '@/app/_ui/form/form-message';
import { Container } from '@/app/_ui/layout/container';
import { NOT_FOUND, PageNotFound } from '@/app/_ui/page/page-not-found';
import { PageHeader } from '@/app/_ui/page/page-header';
import { answerTo, GROUPS_MAX, type Answer } from './_queries/answer';
import { messageTypes } from './_queries/message-types';
import { AnswerTable } from './answer-table';
import { questionPath, readQuestion, type Question } from './question';
import { QuestionForm } from './question-form';

/** Everybody else gets a 404 and no title. */
export async function generateMetadata(): Promise<Metadata> {
  return (await currentAdmin()) ? { title: 'Ask the log' } : NOT_FOUND;
}

/** Folds the messages of a period into a table: chosen by type, grouped by a field, reduced to one value a group. */
export default async function QueryPage({ searchParams }: PageProps<'/admin/query'>) {
  const admin = await currentAdmin();
  if (!admin) return <PageNotFound />;
  const { question, faults } = readQuestion(await searchParams, Date.now());
  const isAsked = question.types.length > 0 && Object.keys(faults).length === 0;
  const [types, answer] = await Promise.all([
    messageTypes(admin),
    isAsked
      ? answerTo(admin, question).catch((error: unknown) => {
          console.error('Could not answer a question to the log:', error);
          return 'failed' as const;
        })
      : null,
  ]);
  return (
    <Container>
      <PageHeader
        title="Ask the log"
        text="Choose messages, group them by a field, and reduce each group to a value. The address keeps the question."
        actions={
          <ButtonLink variant="secondary" href="/admin">
            Messages
          </ButtonLink>
        }
      />
      <div className="grid gap-6">
        <QuestionForm question={question} faults={{ ...unknownOf(question, types), ...faults }} types={types} />
        {answer === null ? null : answer === 'failed' ? (
          <FormMessage kind="error">
            There is no answer, perhaps because it takes too long. Ask for fewer days.
          </FormMessage>
        ) : (
          <Answered question={question} answer={answer} />
        )}
      </div>
    </Container>
  );
}

/** Returns which types no message has: they are probably mistyped. */
function unknownOf({ types }: Question, known: readonly string[]): { type?: string } {
  const unknown = types.filter((type) => !known.includes(type));
  return unknown.length > 0 ? { type: `No message has the type ${unknown.join(' or ')}.` } : {};
}

function Answered({ question, answer }: { question: Question; answer: Answer }) {
  const { groups, messages, isCut } = answer;
  if (groups.length === 0) {
    return (
      <EmptyState
        icon={<SearchX />}
        title="No messages found"
        text="There are none of these types in these days. Types must match exactly."
      />
    );
  }
  return (
    <Card>
      <div className="mb-4 flex flex-wrap items-center gap-3">
        <p className="flex-1 basis-60 text-sm text-pretty text-muted">
          Of {isCut ? 'the newest ' : ''}
          {messages === 1 ? 'one message' : `${formatCount(messages)} messages`}.{' '}
          {groups.length === GROUPS_MAX ? `At most ${formatCount(GROUPS_MAX)} groups are shown. ` : null}
          Days are those of UTC.
        </p>
        {(['csv', 'json'] as const).map((format) => (
          <a
            key={format}
            href={questionPath(question, '/api/admin/query', { format })}
            download
            className={buttonStyles('secondary', 'small')}
          >
            <Download aria-hidden /> {format.toUpperCase()}
          </a>
        ))}
      </div>
      <AnswerTable groups={groups} by={question.by} />
    </Card>
  );
}
