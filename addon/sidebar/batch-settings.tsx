import type { BatchSettings } from '../../shared/settings.ts';
import type { ColumnKind, Template, TemplateColumn } from '../../shared/template.ts';
import { CheckField, Fold, SelectField, TextField } from './fields.tsx';

/** Aspect ratios that some model can make; each model's own list is checked with the rows. */
const RATIOS = [
  '1:1',
  '4:5',
  '3:4',
  '2:3',
  '10:16',
  '9:16',
  '1:2',
  '1:3',
  '5:4',
  '4:3',
  '3:2',
  '16:10',
  '16:9',
  '2:1',
  '3:1',
];

/** Every column of the template that may be set once, for rows that leave it blank. */
export function BatchSettingsFold(props: {
  readonly template: Template;
  readonly settings: BatchSettings;
  readonly onChange: (part: Partial<BatchSettings>) => void;
}) {
  const { template, settings, onChange } = props;
  const columns = template.columns.filter(isSetHere);
  const set = columns.filter((column) => settings.fields[column.name] !== undefined).length;
  const has = (name: string) => template.columns.some((column) => column.name === name);
  return (
    <Fold title="More settings" note={set > 0 ? `${set} set` : undefined}>
      <p class="hint">For rows that leave the cell blank.</p>
      {columns.map((column) => (
        <SettingField
          key={column.name}
          column={column}
          value={settings.fields[column.name] ?? ''}
          onChange={(value) => onChange({ fields: withField(settings.fields, column.name, value) })}
        />
      ))}
      {has('height') ? (
        <CheckField
          label="Draw the dimensions"
          checked={settings.showDimensions}
          onChange={(showDimensions) => onChange({ showDimensions })}
          hint="The offline studio draws height, width and depth beside the product."
        />
      ) : null}
      {has('magic_prompt') ? (
        <CheckField
          label="Improve prompts"
          checked={settings.improvePrompts}
          onChange={(improvePrompts) => onChange({ improvePrompts })}
          hint="For models that cannot do it themselves; its cost is shown in Check."
        />
      ) : null}
    </Fold>
  );
}

function isSetHere(column: TemplateColumn): boolean {
  if (column.batchSetting === false || column.kind.type === 'image' || column.kind.type === 'file_name') return false;
  return column.name !== 'prompt' && column.name !== 'model' && !column.name.startsWith('step_');
}

function SettingField(props: {
  readonly column: TemplateColumn;
  readonly value: string;
  readonly onChange: (value: string) => void;
}) {
  const { column, value, onChange } = props;
  const label = labelOf(column.name);
  const choices = choicesOf(column.kind);
  if (!choices)
    return (
      <TextField label={label} value={value} placeholder={column.default} hint={column.note} onChange={onChange} />
    );
  const none = column.default ? `As in the rows, else ${column.default}` : 'As in the rows';
  return (
    <SelectField
      label={label}
      value={value}
      options={[{ value: '', label: none }, ...choices.map((choice) => ({ value: choice, label: choice }))]}
      onChange={onChange}
    />
  );
}

function choicesOf(kind: ColumnKind): readonly string[] | null {
  if (kind.type === 'choice') return kind.values;
  if (kind.type === 'aspect_ratio') return RATIOS;
  if (kind.type !== 'whole' || kind.max - kind.min > 9) return null;
  return Array.from({ length: kind.max - kind.min + 1 }, (_, index) => String(kind.min + index));
}

/** `aspect_ratio` → `Aspect ratio` */
export function labelOf(name: string): string {
  const words = name.replace(/_/g, ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A setting that is blank is no setting. */
export function withField(
  fields: Readonly<Record<string, string>>,
  name: string,
  value: string,
): Readonly<Record<string, string>> {
  const { [name]: _, ...rest } = fields;
  return value === '' ? rest : { ...rest, [name]: value };
}
