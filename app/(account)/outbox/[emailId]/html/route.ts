import { mayReadOutbox, outboxMail } from '@/app/(account)/outbox/mails';
import { answerWithPolicy } from '@/app/_lib/http/answer';
import { framed, mailPolicy } from './framed';

/** Sends the HTML of a mail, for the frame of its page. */
export async function GET(_: Request, { params }: RouteContext<'/outbox/[emailId]/html'>): Promise<Response> {
  const mail = (await mayReadOutbox()) ? await outboxMail((await params).emailId) : null;
  if (!mail?.html) return new Response('Page not found.\n', { status: 404 });
  answerWithPolicy(mailPolicy(mail.html));
  return new Response(framed(mail.html), {
    headers: { 'Content-Type': 'text/html; charset=utf-8', 'Cache-Control': 'no-store' },
  });
}
