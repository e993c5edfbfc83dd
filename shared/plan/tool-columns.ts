import type { Tool } from '../template.ts';

/** The columns that set a tool's options, in the order of the tools template. */
export const OPTION_COLUMNS = [
  'background',
  'scale',
  'aspect_ratio',
  'prompt',
  'strength',
  'text',
  'format',
  'quality',
] as const;
export type OptionColumn = (typeof OPTION_COLUMNS)[number];

const FILE: readonly OptionColumn[] = ['format', 'quality'];

/** Which option columns each tool uses, and which of them it cannot do without. */
export const TOOL_COLUMNS: Readonly<
  Record<Tool, { readonly uses: readonly OptionColumn[]; readonly needs: readonly OptionColumn[] }>
> = {
  generate: { uses: ['prompt', 'aspect_ratio', ...FILE], needs: ['prompt'] },
  edit: { uses: ['prompt', 'aspect_ratio', ...FILE], needs: ['prompt'] },
  'remove-background': { uses: FILE, needs: [] },
  'replace-background': { uses: ['background', 'aspect_ratio', 'prompt', ...FILE], needs: ['background'] },
  upscale: { uses: ['scale', ...FILE], needs: [] },
  'smart-crop': { uses: ['aspect_ratio', ...FILE], needs: ['aspect_ratio'] },
  'product-shot': { uses: ['background', 'aspect_ratio', ...FILE], needs: [] },
  lifestyle: { uses: ['background', 'aspect_ratio', 'prompt', ...FILE], needs: [] },
  'image-to-image': { uses: ['aspect_ratio', 'prompt', 'strength', ...FILE], needs: ['prompt'] },
  'object-removal': { uses: ['aspect_ratio', 'prompt', ...FILE], needs: ['prompt'] },
  'alt-text': { uses: [], needs: [] },
  'product-description': { uses: [], needs: [] },
  convert: { uses: FILE, needs: ['format'] },
  watermark: { uses: ['text', ...FILE], needs: ['text'] },
};

const isTool = (text: string): text is Tool => Object.keys(TOOL_COLUMNS).includes(text);

/** What a tool cell may name: all but what a prompt alone asks for. */
export const TOOLS: readonly Tool[] = Object.keys(TOOL_COLUMNS).filter(isTool).slice(2);
