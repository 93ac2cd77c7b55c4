import type { Metadata } from 'next';
import { ExternalLink, Users } from 'lucide-react';
import { requirePermission } from '@/app/_lib/auth/current-user';
import { environment } from '@/app/_lib/environment';
import { sentenceOf } from '@/app/_lib/uploads/picture-notice';
import { Avatar } from '@/app/_ui/base/avatar';
import { ButtonLink } from '@/app/_ui/base/button-link';
import { Card } from '@/app/_ui/base/card';
import { Banner } from '@/app/_ui/channel/banner';
import { Container } from '@/app/_ui/layout/container';
import { Live } from '@/app/_ui/live/live';
import { PageHeader } from '@/app/_ui/page/page-header';
import { previewed } from '@/app/studio/_markdown/previewed';
import { ownChannel, type OwnChannel } from '@/app/studio/_queries/own-channel';
import { CHANNEL_TEXT_MAX, IMAGE_MAX, LINKS_MAX, type ImageKind } from '@/workers/channel/contract';
import { creatorPath } from '@/text/paths';
import { ChannelForm } from './channel-form';
import { channelWords } from './channel-words';
import { ImageForm } from './image-form';
import { IMAGE_PROBLEMS } from './sentences';

export const metadata: Metadata = { title: 'Your channel' };

/** Shows the page of one's own channel as a form: who one is, with a picture and a banner. */
export default async function ChannelPage({ searchParams }: PageProps<'/studio/channel'>) {
  const { userId, name: accountName } = await requirePermission('member', '/studio/channel');
  const [own, { image, notice }] = await Promise.all([ownChannel(userId), searchParams]);
  const noticeOf = (kind: ImageKind) => (image === kind ? notice : undefined);
  const view = own?.handle ? (
    <ButtonLink variant="secondary" href={creatorPath(own.handle)}>
      <ExternalLink aria-hidden /> View your page
    </ButtonLink>
  ) : null;
  return (
    <Container>
      <Live topics={[`creator:${userId}`]} />
      <PageHeader
        title="Channel"
        text="Your page on this site: who you are, and what you teach. Everybody can see it once you have published a video."
        actions={
          <>
            {view}
            <ButtonLink variant="secondary" href="/studio/channel/people">
              <Users aria-hidden /> People
            </ButtonLink>
          </>
        }
      />
      <div className="grid items-start gap-6 xl:grid-cols-[minmax(0,1fr)_24rem]">
        <Card>
          <ChannelForm
            words={channelWords(own)}
            accountName={own?.accountName ?? accountName}
            base={`${new URL(environment.siteUrl).host}/creators/`}
            max={{ text: CHANNEL_TEXT_MAX, links: LINKS_MAX }}
            preview={previewed('text', userId)}
          />
        </Card>
        <Card className="grid gap-8 max-xl:order-first">
          <ImageForm
            kind="picture"
            title="Picture"
            hint="A JPEG, PNG, WebP or GIF of up to 10 MB. It is shown as a circle, from the middle of the picture."
            preview={<Avatar name={own?.name ?? accountName} picture={own?.picture} size="large" />}
            maxBytes={IMAGE_MAX}
            hasImage={own?.picture !== null && own !== null}
            message={messageOf(own, 'picture', noticeOf('picture'))}
          />
          <ImageForm
            kind="banner"
            title="Banner"
            hint="Across the top of your page. 2560 × 427 pixels are ideal; phones show only its middle."
            preview={
              own?.banner ? (
                <Banner banner={own.banner} sizes="(min-width: 80rem) 21rem, 92vw" className="rounded-xl" />
              ) : (
                <div className="aspect-[4/1] rounded-xl border border-dashed border-line-strong/60 sm:aspect-[6/1]" />
              )
            }
            maxBytes={IMAGE_MAX}
            hasImage={own?.banner !== null && own !== null}
            message={messageOf(own, 'banner', noticeOf('banner'))}
          />
        </Card>
      </div>
    </Container>
  );
}

/** Says what happens to the last file. What the site knows counts more than what the address says. */
function messageOf(own: OwnChannel | null, kind: ImageKind, notice: unknown) {
  const { isPending, problem } = own?.states[kind] ?? { isPending: false, problem: null };
  if (isPending)
    return { kind: 'notice', text: `Your new ${kind} is being made. It will appear here automatically.` } as const;
  if (problem !== null && (notice === undefined || notice === 'queued'))
    return { kind: 'error', text: IMAGE_PROBLEMS[problem] } as const;
  const sentence = sentenceOf(notice);
  return sentence === null ? null : ({ kind: notice === 'queued' ? 'notice' : 'error', text: sentence } as const);
}
