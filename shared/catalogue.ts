import type { Tool } from './template.ts';

/** `studio` (offline, free) or a paid provider such as `ideogram`. */
export type ProviderId = string;

/** `provider:model`, or `studio`. */
export type ModelId = string;

export interface Provider {
  readonly id: ProviderId;
  readonly title: string;
  /** Environment variable that holds the key; null where none is needed. */
  readonly keyVariable: string | null;
  /** Calls in flight at once, across all instances. 0: as many as this machine has processors. */
  readonly concurrency: number;
  /** Calls started per minute; null: not limited. */
  readonly callsPerMinute: number | null;
  /** Typical seconds for one image, for the expected time. */
  readonly secondsPerImage: number;
}

/** USD. `per_image` by rendering, `per_megapixel` of the output. */
export type PriceRule =
  | { readonly type: 'free' }
  | { readonly type: 'per_image'; readonly turbo: number; readonly default: number; readonly quality: number }
  | { readonly type: 'per_megapixel'; readonly usd: number };

export interface Model {
  readonly id: ModelId;
  readonly provider: ProviderId;
  readonly title: string;
  /** Other spellings that a model cell may use, e.g. `2.0`, `2`. */
  readonly aliases: readonly string[];
  readonly tools: readonly Tool[];
  /** Aspect ratio → output size in pixels. The keys are the ratios that this model can make. */
  readonly sizes: Readonly<Record<string, readonly [width: number, height: number]>>;
  readonly maxImages: number;
  /** null: the model has no styles (a style is ignored with a warning). */
  readonly styles: readonly string[] | null;
  /** Styles that the model lacks but takes as a keyword in the prompt, with a warning (1.0). */
  readonly styleAsKeyword?: boolean;
  readonly palette: { readonly named: readonly string[]; readonly hexMembers: number } | null;
  readonly magicPrompt: boolean;
  readonly negativePrompt: boolean;
  readonly seed: boolean;
  /** null: the model has one rendering only (a rendering is ignored with a warning). */
  readonly renderings: readonly string[] | null;
  readonly inputImages: number;
  readonly price: PriceRule;
  readonly retired?: { readonly on: string; readonly successor: ModelId };
}

/** Dated data beside templates/, never code: models and prices change monthly. */
export interface Catalogue {
  /** ISO date on which prices and capabilities were looked up. */
  readonly date: string;
  readonly providers: readonly Provider[];
  readonly models: readonly Model[];
}
