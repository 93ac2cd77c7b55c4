// The lint rule `layers/imports`: a file imports only what lint/layers.js lists for its layer.
import { relative, sep } from 'node:path';
import { mayImport, layerOf, targetOf } from './layers.js';

const imports = {
  create(context) {
    const file = relative(context.cwd, context.filename).replaceAll(sep, '/');
    const check = ({ source }) => {
      if (typeof source?.value !== 'string') return;
      const target = targetOf(file, source.value);
      if (target === null || mayImport(file, target)) return;
      const message = `${layerOf(file)} may not import ${target}: lint/layers.js lists what it may.`;
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

export default { meta: { name: 'layers' }, rules: { imports } };
