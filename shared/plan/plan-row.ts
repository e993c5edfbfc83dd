import type { RowScope } from '../read/row-scope.ts';
import type { RowPlan } from '../row-plan.ts';
import type { BatchSettings } from '../settings.ts';
import type { Template, TemplateId } from '../template.ts';
import type { Planning } from './choose-model.ts';
import { planEdit } from './plan-edit.ts';
import { planGenerate } from './plan-generate.ts';
import { planProducts } from './plan-products.ts';
import { planSteps } from './plan-steps.ts';
import { planTools } from './plan-tools.ts';

const TASKS: readonly TemplateId[] = ['generate-basic', 'generate-full', 'products', 'edit', 'steps', 'tools'];

/**
 * What a table's rows ask for. A person's own sheet (custom) is: what `settings.fields.template` names; else steps where
 * Set up has any; else tools where a tool is mapped or set; else products where a product name and an image are; else
 * edit where an image is; else generate-basic.
 */
export function taskOf(template: Template, settings: BatchSettings, isMapped: (field: string) => boolean): TemplateId {
  if (template.id !== 'custom') return template.id;
  const named = TASKS.find((id) => id === settings.fields.template?.trim());
  if (named !== undefined) return named;
  if (Object.values(settings.steps).some((text) => text.trim() !== '')) return 'steps';
  if (isMapped('tool') || (settings.fields.tool ?? '').trim() !== '') return 'tools';
  if (isMapped('product_name') && isMapped('image')) return 'products';
  return isMapped('image') ? 'edit' : 'generate-basic';
}

/** The plan of one row; null where it cannot run (its errors are noted on the scope). */
export function planRow(scope: RowScope, planning: Planning, task: TemplateId): RowPlan | null {
  const own = planning.context.template.id === 'custom';
  switch (task) {
    case 'products':
      return planProducts(scope, planning, own ? 'image' : 'product_image_url');
    case 'tools':
      return planTools(scope, planning, own ? 'image' : 'image_url');
    case 'edit':
      return planEdit(scope, planning);
    case 'steps':
      return planSteps(scope, planning);
    default:
      return planGenerate(scope, planning);
  }
}
