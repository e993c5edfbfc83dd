import type { BatchRecord, RowRecord } from '../ports.ts';

/** Template columns that hold pictures, in the order in which a plan lists them. */
const SOURCE_COLUMNS = ['image_url', 'image', 'product_image_url', 'inspiration_image'] as const;

export interface TypedFacts {
  readonly tool: string;
  readonly source: string;
  readonly prompt: string;
}

/** What a row without a plan says of itself: its cells as typed, for people who look for it by tool, source or prompt. */
export function typedFacts(
  { inputs }: Pick<RowRecord, 'inputs'>,
  { template, settings }: Pick<BatchRecord, 'template' | 'settings'>,
): TypedFacts {
  const typed = (column: string) => inputs[column] ?? settings.fields[column] ?? '';
  const sources = SOURCE_COLUMNS.map((column) => inputs[column] ?? '').filter((source) => source !== '');
  return { tool: toolOf(template, typed), source: sources.join(' '), prompt: inputs.prompt ?? settings.prompt };
}

function toolOf(template: BatchRecord['template'], typed: (column: string) => string): string {
  switch (template) {
    case 'generate-basic':
    case 'generate-full':
      return 'generate';
    case 'edit':
      return 'edit';
    case 'products':
      return typed('request_type').toLowerCase() === 'lifestyle' ? 'lifestyle' : 'product-shot';
    case 'tools':
      return typed('tool').toLowerCase();
    case 'steps':
    case 'custom':
      return '';
  }
}
