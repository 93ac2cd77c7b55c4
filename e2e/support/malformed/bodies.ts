import fc from 'fast-check';
import { junk, uuid, type Header, type Known } from './values';

/** A request body, and the headers about it. */
export interface Body {
  content: string;
  headers: Header[];
  /** Whether it is sent with GET too. */
  always: boolean;
}

/** Bodies: multipart with faults, forms of server actions, JSON and text, large bodies, and none. */
export function bodies({ actionIds, videoId }: Known): fc.Arbitrary<Body> {
  const id = fc.oneof(fc.constantFrom(...actionIds), fc.constantFrom('0'.repeat(42), 'toString', ''));
  const field = fc.oneof(
    id.map((action) => [`$ACTION_ID_${action}`, ''] as const),
    fc.constant(['$ACTION_REF_1', ''] as const),
    fc
      .tuple(id, junk())
      .map(([action, bound]) => ['$ACTION_1:0', `{"id":"${action}","bound":${bound || '"$@1"'}}`] as const),
    junk().map((text) => ['$ACTION_1:1', text || `["${videoId}",{}]`] as const),
    fc.tuple(
      fc.constantFrom(
        '0',
        '1',
        '_1_name',
        '_1_email',
        '$ACTION_KEY',
        'name',
        'email',
        'password',
        'formId',
        'next',
        'text',
        'trace',
        'theme',
        'csrfToken',
        'callbackUrl',
        'json',
      ),
      fc.oneof(
        junk(),
        fc.constantFrom(
          '["$K1"]',
          '[{},"$K1"]',
          '["$@1"]',
          '["$F1"]',
          '["$undefined"]',
          '[[[',
          '"$1"',
          '["$B1"]',
          '["$Q1","$W1"]',
          '["$n9","$D0"]',
        ),
      ),
    ),
  );
  const multipart = fc
    .tuple(
      fc.array(field, { maxLength: 4 }),
      fc.constantFrom('whole', 'cut', 'no-boundary', 'other-boundary', 'a-file'),
    )
    .map(([fields, fault]): Body => {
      const parts = fields
        .map(
          ([name, value]) =>
            `--B\r\nContent-Disposition: form-data; name="${name}"${fault === 'a-file' ? '; filename="x"\r\nContent-Type: text/plain' : ''}\r\n\r\n${value}\r\n`,
        )
        .join('');
      const type =
        { 'no-boundary': 'multipart/form-data', 'other-boundary': 'multipart/form-data; boundary=C' }[
          fault as string
        ] ?? 'multipart/form-data; boundary=B';
      return {
        content: `${parts}${fault === 'cut' ? '' : '--B--\r\n'}`,
        headers: [['Content-Type', type]],
        always: false,
      };
    });
  const names = [
    'name',
    'email',
    'password',
    'formId',
    'next',
    'videoId',
    'description',
    'publishAt',
    'beganFrom',
    'trace',
    'theme',
    'user',
    'token',
  ];
  const typed = fc.oneof(
    junk(),
    uuid(),
    fc.constantFrom(
      'a\0b',
      '\ud800',
      '\u202e',
      'ada@example.com',
      'a\0@example.com',
      'a few plain words',
      'x'.repeat(70_000),
    ),
  );
  // A valid form with odd input. Actions without a form, such as signing out, are left out: they would end the session.
  const action = fc.constantFrom(...actionIds.filter((one) => !one.startsWith('00')));
  const form = fc
    .tuple(
      action,
      fc.oneof(fc.constant(videoId), junk()),
      fc.array(fc.tuple(fc.constantFrom(...names), typed), { maxLength: 5 }),
    )
    .map(([one, subject, fields]): Body => {
      const bound = { 4: [], 6: [{}], 7: [subject.replace(/^\$/, ''), {}] }[Number(one[0])] ?? [];
      const parts: (readonly [string, string])[] = [
        ...fields.map(([name, value]) => [`_1_${name}`, value] as const),
        ['0', JSON.stringify([...bound, '$K1'])],
      ];
      const content = parts
        .map(([name, value]) => `--B\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`)
        .join('');
      return {
        content: `${content}--B--\r\n`,
        headers: [
          ['Content-Type', 'multipart/form-data; boundary=B'],
          ['Next-Action', one],
        ],
        always: false,
      };
    });
  const text = fc
    .tuple(
      fc.constantFrom(
        'text/plain;charset=UTF-8',
        'application/json',
        'application/x-www-form-urlencoded',
        'application/octet-stream',
        'x',
        '',
      ),
      fc.oneof(
        junk(),
        fc.constantFrom(
          '[]',
          '["$K1"]',
          '["$F1"]',
          '{"token":1}',
          '{"token":"a.b","watchedSeconds":1}',
          'a=b&$ACTION_ID_x=',
          '[{"status":"\u0000"}]',
        ),
      ),
    )
    .map(([type, content]): Body => ({ content, headers: type === '' ? [] : [['Content-Type', type]], always: false }));
  const large = fc
    .constantFrom('text/plain', 'multipart/form-data; boundary=B')
    .map((type): Body => ({ content: 'x'.repeat(1_100_000), headers: [['Content-Type', type]], always: false }));
  const none = fc.constant<Body>({ content: '', headers: [], always: false });
  return fc.oneof(
    { weight: 8, arbitrary: multipart },
    { weight: 6, arbitrary: form },
    { weight: 6, arbitrary: text },
    { weight: 4, arbitrary: none },
    { weight: 1, arbitrary: text.map((one) => ({ ...one, always: true })) },
    { weight: 1, arbitrary: large },
  );
}
