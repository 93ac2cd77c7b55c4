// A rule of the linter: an import keeps to the arrows of lint/rooms.js.
import { relative, sep } from 'node:path';
import { mayImport, roomOf, targetOf } from './rooms.js';

const arrows = {
  create(context) {
    const file = relative(context.cwd, context.filename).replaceAll(sep, '/');
    const check = ({ source }) => {
      if (typeof source?.value !== 'string') return;
      const target = targetOf(file, source.value);
      if (target === null || mayImport(file, target)) return;
      const message = `${roomOf(file)} may not import ${target}: lint/rooms.js lists what it may.`;
      context.report({ node: source, message });
    };
    return {
      ImportDeclaration: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
      ImportExpression: check,
      TSImportType: check,
    };
  },
};

export default { meta: { name: 'rooms' }, rules: { arrows } };
