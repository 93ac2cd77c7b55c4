import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { Container } from '@/app/_ui/layout/container';
import { PageHeader } from '@/app/_ui/page/page-header';

export const metadata: Metadata = {
  title: 'Privacy',
  description: 'What this site knows of the people who watch here, and what it does not.',
  alternates: { canonical: '/privacy' },
};

/** What does this site know of me? */
export default function PrivacyPage() {
  return (
    <Container className="sm:pt-8">
      <PageHeader title="Privacy" />
      <div className="grid max-w-[65ch] gap-9 text-pretty">
        <p className="text-lg">
          You can watch everything here without an account, and nobody follows you from page to page. Nothing on these
          pages is loaded from another company, and no advertiser or analytics service learns of your visit.
        </p>
        <Part title="When you watch">
          <p>So that creators see how their videos do, the site keeps of each time that somebody watches:</p>
          <ul>
            <li>which video, when, and which parts of it;</li>
            <li>
              where you came from: a page here, the words that you searched for here, or the name of the site that led
              here;
            </li>
            <li>the kind of device, the name of the browser and the language that it prefers.</li>
          </ul>
          <p>
            It does not say who you are: no name, no account, no address. Creators see numbers, never single people.
            Because words that you search for are kept with them, do not search for what should stay secret.
          </p>
        </Part>
        <Part title="Counting people without knowing them">
          <p>
            To count each viewer once, and to find programs that pretend to watch, your internet address and the name of
            your browser are turned into a number by a secret that is new every day. The address itself is not stored.
            At midnight (UTC) the secret is thrown away: after that, nobody can find out whose number it was, or know
            you again the next day.
          </p>
        </Part>
        <Part title="What stays in your browser">
          <p>
            Where you are in a video, what you have watched, and how you like the player are kept in your browser, and
            not on this site. You lose them when you clear the site’s data there. The site sets cookies when you sign in
            (to keep you signed in, and to know this browser again), when you choose a theme, and to know that your
            browser keeps where you are in a video. The studio adds one with your time zone.
          </p>
        </Part>
        <Part title="When you have an account">
          <p>
            Your email address and name are stored encrypted, each account with a key of its own. When you delete your
            account the key is destroyed, your videos and channel are deleted, and mails to you end. Numbers stay: how
            often videos were watched, without whose viewing it was.
          </p>
        </Part>
        <Part title="If your browser asks for privacy">
          <p>
            With Global Privacy Control, the site keeps neither the words that you searched for, nor the site that you
            came from, nor browser and language.
          </p>
        </Part>
      </div>
    </Container>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="grid gap-3 [&_ul]:grid [&_ul]:list-disc [&_ul]:gap-1 [&_ul]:pl-6">
      <h2 className="text-xl">{title}</h2>
      {children}
    </section>
  );
}
