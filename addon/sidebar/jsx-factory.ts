/** What esbuild turns JSX into; injected by build.ts. */
export { Fragment, h } from 'preact';
