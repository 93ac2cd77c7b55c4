import type { Metadata } from 'next';
import type { ReactNode } from 'react';
import { environment } from '@/app/_lib/environment';
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
          You can watch everything here without an account. These pages load nothing from advertisers or analytics
          services, and none of them learns of your visit.
        </p>
        <Part title="When you watch">
          <p>So that creators see how their videos do, the site keeps of each time that somebody watches:</p>
          <ul>
            <li>which video, when, and which parts of it;</li>
            <li>
              where you came from: a page here, the words that you searched for here, or the name of the site that led
              here;
            </li>
            <li>the kind of device, the name of the browser and the language that it prefers;</li>
            {environment.COUNTRY_DATABASE === undefined ? null : (
              <li>the country that your internet address belongs to, looked up on this site’s own machine;</li>
            )}
            <li>the series in which you watched it, and whether you have watched something of its creator before.</li>
          </ul>
          <p>
            Your name, your account and your internet address are not part of it. Creators see numbers. Where only one
            person watched, these are about that person, without saying who it was. Words that you search for are kept
            as you typed them, so do not search for what should stay secret. If a search finds nothing, its words are
            kept for a year for creators who wonder what to make next: they see words that were searched for from at
            least three places on one day. The same is true of what you look for in the transcript of a video, which its
            creator sees, found or not. Those who run this site can read all of these words. A search is not joined with
            what you watch, or with other searches.
          </p>
        </Part>
        <Part title="Counting people without knowing them">
          <p>
            To count each viewer once a day, and to find programs that pretend to watch, the site makes a number of your
            internet address and your browser, with a secret that is new every day. What you watch on one day has the
            same number; on the next day it has another. The address itself is not stored. Minutes after midnight (UTC)
            the site throws the secret away, and then nobody can work out from what is left whose number it was.
          </p>
        </Part>
        <Part title="What stays in your browser">
          <p>
            Where you are in a video, what you have watched and of whom, how you like the player, and words in forms
            that you have not sent yet are kept in your browser, and not on this site. You lose them when you clear the
            site’s data there. The site sets cookies when you sign in (to keep you signed in, and to know this browser
            again), when you choose a theme, and to know that your browser keeps where you are in a video. The studio
            adds one with your time zone.
          </p>
        </Part>
        <Part title="When you have an account">
          <p>
            Your email address and name are stored encrypted, each account with a key of its own. When you delete your
            account the key is destroyed, your videos and channel are deleted, and mails to you end. Numbers stay: how
            often videos were watched. If you ask for a weekly summary, the site keeps your time zone for it.
          </p>
        </Part>
        <Part title="If your browser asks for privacy">
          <p>
            With Global Privacy Control, the site does not keep the words that you searched for, the site that you came
            from, your browser, its language{environment.COUNTRY_DATABASE === undefined ? '' : ', your country'} or
            whether you have watched the creator before.
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
