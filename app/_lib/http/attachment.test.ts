import { expect, test } from 'vitest';
import { attachment } from './attachment';

test.each([
  ['lesson 1.mp4', `attachment; filename="lesson 1.mp4"; filename*=UTF-8''lesson%201.mp4`],
  ['Größe (1)*.mov', `attachment; filename="Gr__e (1)*.mov"; filename*=UTF-8''Gr%C3%B6%C3%9Fe%20%281%29%2A.mov`],
  [
    'a"\r\nSet-Cookie: x\\',
    `attachment; filename="a___Set-Cookie: x_"; filename*=UTF-8''a%22%0D%0ASet-Cookie%3A%20x%5C`,
  ],
  ['\ud800.mp4', `attachment; filename="_.mp4"; filename*=UTF-8''%EF%BF%BD.mp4`],
])('a file %j is saved under its name', (name, header) => expect(attachment(name)).toBe(header));
