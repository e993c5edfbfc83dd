import type { TemplateId } from '../../shared/template.ts';

/** A small scene for each template: what goes in, what comes out. Colours are of one family so that the list stays calm. */
const SCENES: Readonly<
  Record<TemplateId, { readonly from: string; readonly to: string; readonly d: string; readonly fill: string }>
> = {
  'generate-basic': {
    from: '#e8f0fe',
    to: '#c6dafc',
    d: 'M38 44h64v6H38zM38 56h44v6H38zM104 40l3 8 8 3-8 3-3 8-3-8-8-3 8-3z',
    fill: '#3367d6',
  },
  'generate-full': {
    from: '#ede7f6',
    to: '#d1c4e9',
    d: 'M36 36h30v14H36zM36 56h30v14H36zM72 36h32v34H72zM112 34l2.5 6.5 6.5 2.5-6.5 2.5L112 52l-2.5-6.5L103 43l6.5-2.5z',
    fill: '#6a4bbc',
  },
  products: {
    from: '#e6f4ea',
    to: '#bfe3ca',
    d: 'M56 34h26v36a6 6 0 0 1-6 6H62a6 6 0 0 1-6-6zM82 42h6a9 9 0 0 1 0 20h-6v-5h5a4 4 0 0 0 0-10h-5z',
    fill: '#1d7a43',
  },
  edit: { from: '#fef7e0', to: '#fbe0a0', d: 'M44 66l4-12 34-34 9 9-34 34zM50 70h48v4H50z', fill: '#a86200' },
  steps: {
    from: '#e0f2f1',
    to: '#b2dfdb',
    d: 'M30 46h20v20H30zM60 46h20v20H60zM90 46h20v20H90zM51 54l6 3-6 3zM81 54l6 3-6 3z',
    fill: '#00695c',
  },
  tools: {
    from: '#fce8e6',
    to: '#f6c7c3',
    d: 'M50 40h40v32H50zM44 34h8v4h-4v4h-4zM88 34h8v8h-4v-4h-4zM44 70h4v4h4v4h-8zM92 70h4v8h-8v-4h4z',
    fill: '#b3402f',
  },
  custom: {
    from: '#f1f3f4',
    to: '#d7dbe0',
    d: 'M40 36h60v10H40zM40 50h18v10H40zM62 50h38v10H62zM40 64h18v10H40zM62 64h38v10H62z',
    fill: '#5f6368',
  },
};

/** The picture of a template in the picker. */
export function TemplateArt({ id }: { readonly id: TemplateId }) {
  const scene = SCENES[id];
  return (
    <svg class="art" viewBox="0 0 140 108" preserveAspectRatio="xMidYMid slice" aria-hidden="true">
      <defs>
        <linearGradient id={`g-${id}`} x1="0" y1="0" x2="1" y2="1">
          <stop offset="0" stop-color={scene.from} />
          <stop offset="1" stop-color={scene.to} />
        </linearGradient>
      </defs>
      <rect width="140" height="108" fill={`url(#g-${id})`} />
      <path d={scene.d} fill={scene.fill} />
    </svg>
  );
}
