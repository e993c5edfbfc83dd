import type { Template } from '../../shared/template.ts';
import { labelOf } from './batch-settings.tsx';
import { SelectField, TextField } from './fields.tsx';
import { Icon } from './icons.tsx';

const MOST_STEPS = 7;

/** What a tool is told besides its picture. */
const TOOL_OPTIONS: Readonly<Record<string, readonly string[]>> = {
  upscale: ['scale'],
  'replace-background': ['background'],
  'product-shot': ['background'],
  'smart-crop': ['aspect_ratio'],
  'image-to-image': ['strength'],
  convert: ['format', 'quality'],
  watermark: ['text'],
};

type Steps = Readonly<Record<string, string>>;

/** Steps for all rows at once: each a prompt or a tool, working on the step before unless told otherwise. */
export function StepsEditor(props: {
  readonly template: Template;
  readonly steps: Steps;
  readonly onChange: (steps: Steps) => void;
}) {
  const { template, steps, onChange } = props;
  const count = Math.max(0, ...Object.keys(steps).map((name) => Number(/^step_(\d)_/.exec(name)?.[1] ?? 0)));
  const tools = choicesOf(template, 'step_1_tool');
  return (
    <section class="sec stack" aria-labelledby="h-steps">
      <h2 id="h-steps">Steps for all rows</h2>
      {count === 0 ? (
        <p class="hint">Rows may name their own steps. Steps that you add here are for rows that leave them blank.</p>
      ) : null}
      {Array.from({ length: count }, (_, index) => (
        <Step
          key={index}
          n={index + 1}
          tools={tools}
          inputs={choicesOf(template, `step_${index + 1}_input`)}
          steps={steps}
          onChange={onChange}
          onRemove={index + 1 === count ? () => onChange(withoutStep(steps, count)) : null}
        />
      ))}
      {count < MOST_STEPS ? (
        <button
          type="button"
          class="btn o small"
          onClick={() => onChange({ ...steps, [`step_${count + 1}_prompt`]: '' })}
        >
          <Icon name="add" size={16} /> Add step {count + 1}
        </button>
      ) : null}
    </section>
  );
}

function Step(props: {
  readonly n: number;
  readonly tools: readonly string[];
  readonly inputs: readonly string[];
  readonly steps: Steps;
  readonly onChange: (steps: Steps) => void;
  readonly onRemove: (() => void) | null;
}) {
  const { n, steps } = props;
  const name = (part: string) => `step_${n}_${part}`;
  const tool = steps[name('tool')] ?? '';
  const set = (part: string, value: string) => props.onChange({ ...steps, [name(part)]: value });
  const choose = (value: string) => {
    const rest = withoutStep(steps, n);
    const input = steps[name('input')];
    const kept = input === undefined ? {} : { [name('input')]: input };
    props.onChange({ ...rest, ...kept, ...(value === '' ? { [name('prompt')]: '' } : { [name('tool')]: value }) });
  };
  return (
    <fieldset class="step">
      <legend>Step {n}</legend>
      {props.onRemove ? (
        <button type="button" class="ibtn" aria-label={`Remove step ${n}`} onClick={props.onRemove}>
          <Icon name="close" size={16} />
        </button>
      ) : null}
      <SelectField
        label="Do"
        value={tool}
        options={[
          { value: '', label: 'Change it by a prompt' },
          ...props.tools.map((value) => ({ value, label: labelOf(value.replace(/-/g, '_')) })),
        ]}
        onChange={choose}
      />
      {tool === '' || tool === 'image-to-image' || tool === 'object-removal' || tool === 'lifestyle' ? (
        <TextField
          label="Prompt"
          value={steps[name('prompt')] ?? ''}
          placeholder="Make the mattress red"
          onChange={(value) => set('prompt', value)}
        />
      ) : null}
      {(TOOL_OPTIONS[tool] ?? []).map((option) => (
        <TextField
          key={option}
          label={labelOf(option)}
          value={steps[name(option)] ?? ''}
          onChange={(value) => set(option, value)}
        />
      ))}
      {n > 1 ? (
        <SelectField
          label="Works on"
          value={steps[name('input')] ?? ''}
          options={[
            { value: '', label: `Step ${n - 1}’s picture` },
            ...props.inputs.map((value) => ({
              value,
              label: value === 'original' ? 'The original picture' : `Step ${value}’s picture`,
            })),
          ]}
          onChange={(value) => set('input', value)}
        />
      ) : null}
    </fieldset>
  );
}

function choicesOf(template: Template, column: string): readonly string[] {
  const kind = template.columns.find((candidate) => candidate.name === column)?.kind;
  return kind?.type === 'choice' ? kind.values : [];
}

function withoutStep(steps: Steps, n: number): Steps {
  return Object.fromEntries(Object.entries(steps).filter(([name]) => !name.startsWith(`step_${n}_`)));
}
