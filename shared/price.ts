import type { Model } from './catalogue.ts';

/**
 * Upper bound of what one output costs, USD. `per_megapixel` without a known ratio takes the largest picture that the
 * model makes.
 */
export function priceOf(model: Model, rendering: 'turbo' | 'default' | 'quality', aspectRatio: string | null): number {
  const { price } = model;
  if (price.type === 'free') return 0;
  if (price.type === 'per_image') return price[rendering];
  const known = aspectRatio === null ? undefined : model.sizes[aspectRatio];
  const sizes = known ? [known] : Object.keys(model.sizes).map((ratio) => model.sizes[ratio] ?? [1024, 1024]);
  const pixels = Math.max(1024 * 1024, ...sizes.map(([width = 0, height = 0]) => width * height));
  return price.usd * ((known ? known[0] * known[1] : pixels) / 1e6);
}
