import { expect, test } from 'vitest';
import { initialiser, nobodyIn, unsigned, type ServerUser } from './server-user';

const linux = 'root:x:0:0:root:/root:/bin/bash\nnobody:x:65534:65534:nobody:/nonexistent:/usr/sbin/nologin\n';
const macOs =
  '##\nnobody:*:-2:-2:Unprivileged User:/var/empty:/usr/bin/false\nroot:*:0:0:System Administrator:/var/root:/bin/sh\n';

test('reads the uid of the user nobody', () => {
  expect(nobodyIn(linux)).toEqual({ uid: 65534, gid: 65534 });
  expect(nobodyIn(macOs)).toEqual({ uid: -2, gid: -2 });
  expect(nobodyIn('root:x:0:0::/:/bin/sh')).toEqual({ uid: 65534, gid: 65534 });
  expect(nobodyIn('nobody:x:4294967294:4294967294::/:/bin/false')).toEqual({ uid: -2, gid: -2 });
});

test('changes the owner of files by unsigned ids', () => {
  expect(unsigned({ uid: -2, gid: -2 })).toEqual({ uid: 4294967294, gid: 4294967294 });
  expect(unsigned({ uid: 65534, gid: 65534 })).toEqual({ uid: 65534, gid: 65534 });
});

const ourselves: ServerUser = { command: (binary, args) => [binary, args], ids: undefined };

test('a user with a name runs initdb directly', () => {
  expect(initialiser(ourselves, '/bin/true', true)).toBe(ourselves);
});

test('a user who cannot get a name gets advice', () => {
  expect(() => initialiser(ourselves, '/nowhere/initdb', false)).toThrow(
    /has no name here.*add a line for it.*or set DATABASE_URL/,
  );
});
