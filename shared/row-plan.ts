import type { ModelId, ProviderId } from './catalogue.ts';
import type { Tool } from './template.ts';

/** A picture that a row names: as typed in its cell, with the cell, so that a later failure can name it. */
export interface SourceRef {
  /** `image`, `product_image_url`, `inspiration_image`, `background` … */
  readonly column: string;
  /** A1 address of the cell, or null where a batch setting gave it. */
  readonly cell: string | null;
  /** URL, upload link or (command line only) a path. */
  readonly value: string;
}

/** Where an output gets one of its input pictures from. */
export type InputRef =
  | { readonly from: 'source'; readonly index: number }
  | { readonly from: 'output'; readonly n: number };

export type InputRole = 'image' | 'inspiration' | 'background';

export interface PlannedInput {
  readonly role: InputRole;
  readonly ref: InputRef;
}

/** Options as the tool understands them; a field is absent where the row has none. */
export interface OutputOptions {
  readonly rendering?: 'turbo' | 'default' | 'quality';
  readonly style?: string;
  readonly negativePrompt?: string;
  /** Either a named palette or hex members. */
  readonly palette?: { readonly name: string } | { readonly members: readonly string[] };
  readonly magicPrompt?: boolean;
  readonly visibility?: 'public' | 'private';
  /** `#rrggbb`, a CSS colour or `gradient:#a-#b`; a background picture is an input with role `background`. */
  readonly background?: string;
  readonly scale?: number;
  readonly strength?: number;
  readonly text?: string;
  readonly format?: 'jpg' | 'png' | 'webp' | 'avif';
  readonly quality?: number;
  readonly requestType?: 'studio' | 'lifestyle';
  /** Inches. */
  readonly dimensions?: { readonly height?: number; readonly width?: number; readonly depth?: number };
  readonly showDimensions?: boolean;
  readonly productName?: string;
}

/** One output of a row: one call to an engine makes it. */
export interface OutputPlan {
  /** 1-based: image_n. */
  readonly n: number;
  readonly tool: Tool;
  readonly model: ModelId;
  readonly provider: ProviderId;
  /** Compiled: placeholders are filled in. `''` where the tool needs none. */
  readonly prompt: string;
  readonly inputs: readonly PlannedInput[];
  readonly aspectRatio: string | null;
  readonly options: OutputOptions;
  readonly result: 'image' | 'text';
  /** Upper bound, USD. */
  readonly estimateUsd: number;
}

/** Everything that will be done for one row, fixed by validation. */
export interface RowPlan {
  readonly sources: readonly SourceRef[];
  /** In order; an output reads sources and earlier outputs only. */
  readonly outputs: readonly OutputPlan[];
  /** As typed; null: a random seed is drawn at Start. Output n uses seed + n − 1. */
  readonly seed: number | null;
  /** Replaces the name pattern; null: none typed. */
  readonly fileName: string | null;
  /** The row's own cells by header, for {{column}} in names and for the manifest. */
  readonly visibility: 'public' | 'private';
}
