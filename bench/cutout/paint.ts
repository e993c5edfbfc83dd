/** Colours and SVG paints that look lit: nothing in a photograph is one flat colour. */

export type Rgb = readonly [number, number, number];

export function css(colour: Rgb): string {
  return `rgb(${colour.map((v) => Math.max(0, Math.min(255, Math.round(v)))).join(',')})`;
}

export function scaled(colour: Rgb, factor: number): Rgb {
  return [colour[0] * factor, colour[1] * factor, colour[2] * factor];
}

/** Light falling from the left on something round: a gradient across it. */
export function round(id: string, colour: Rgb, depth = 0.4, axis: 'x' | 'y' = 'x'): string {
  const stop = (offset: number, factor: number) =>
    `<stop offset="${offset}" stop-color="${css(scaled(colour, factor))}"/>`;
  const end = axis === 'x' ? 'x2="1" y2="0"' : 'x2="0" y2="1"';
  return `<linearGradient id="${id}" x1="0" y1="0" ${end}>${stop(0, 1 - depth * 0.7)}${stop(0.28, 1 + depth * 0.12)}${stop(0.45, 1)}${stop(0.8, 1 - depth * 0.6)}${stop(1, 1 - depth)}</linearGradient>`;
}

/** Light on a ball. */
export function ball(id: string, colour: Rgb, depth = 0.5): string {
  return `<radialGradient id="${id}" cx=".38" cy=".32" r=".8"><stop offset="0" stop-color="${css(scaled(colour, 1 + depth * 0.25))}"/><stop offset=".5" stop-color="${css(colour)}"/><stop offset="1" stop-color="${css(scaled(colour, 1 - depth))}"/></radialGradient>`;
}
