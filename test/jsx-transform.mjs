// Jest strips types natively but not JSX; esbuild does that one step for the sidebar's components.
import { transformSync } from 'esbuild';

export default {
  process(source, path) {
    const { code, map } = transformSync(source, {
      loader: 'tsx',
      jsx: 'automatic',
      jsxImportSource: 'preact',
      format: 'esm',
      target: 'node24',
      sourcemap: true,
      sourcefile: path,
    });
    return { code, map };
  },
};
