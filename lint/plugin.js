// The lint rules of this project.
import { relative, sep } from 'node:path';
import { mayImport, layerOf, targetOf } from './layers.js';

/** `layers/imports`: a file imports only what lint/layers.js lists for its layer. */
const imports = {
  create(context) {
    const file = relative(context.cwd, context.filename).replaceAll(sep, '/');
    const check = ({ source }) => {
      if (typeof source?.value !== 'string') return;
      const target = targetOf(file, source.value);
      if (target === null || mayImport(file, target)) return;
      const message = `${layerOf(file)} may not import ${target}: lint/layers.js lists the allowed imports.`;
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

/**
 * `layers/mocks`: only tests of the application replace modules. Elsewhere a test file shares its process with others
 * (vitest.config.ts), and a replaced module would stay for them.
 */
const mocks = {
  create(context) {
    if (relative(context.cwd, context.filename).startsWith(`app${sep}`)) return {};
    return {
      CallExpression({ callee }) {
        if (callee.object?.name !== 'vi' || !['mock', 'doMock'].includes(callee.property?.name)) return;
        const message = 'Only tests of the application may replace modules: pass the dependency as an argument.';
        context.report({ node: callee, message });
      },
    };
  },
};

export default { meta: { name: 'layers' }, rules: { imports, mocks } };
