import { useState } from 'preact/hooks';
import { normaliseHeader } from '../../shared/normalise-header.ts';
import type { Template } from '../../shared/template.ts';
import { Dialog } from './dialog.tsx';
import { SelectField } from './fields.tsx';

/** Not a header's own name, so no column can be called that. */
const AUTOMATIC = '\u0000auto';

/** Ties the person's headers to the template's fields; remembered for the tab. */
export function ColumnMapping(props: {
  readonly template: Template;
  readonly headers: readonly string[];
  readonly mapping: Readonly<Record<string, string>>;
  readonly onSave: (mapping: Readonly<Record<string, string>>) => void;
  readonly onClose: () => void;
}) {
  const [mapping, setMapping] = useState(props.mapping);
  const headers = props.headers.filter((header) => header !== '');
  const fields = props.template.columns.map((column) => ({
    value: column.name,
    label: column.required ? `${column.name} (required)` : column.name,
  }));
  const missing = props.template.columns.filter(
    (column) => column.required && !isFound(column.name, headers, mapping, props.template),
  );
  return (
    <Dialog
      title="Columns"
      onClose={props.onClose}
      foot={
        <div class="row">
          <button type="button" class="btn o" onClick={() => setMapping({})}>
            Match by header
          </button>
          <button
            type="button"
            class="btn p"
            onClick={() => {
              props.onSave(mapping);
              props.onClose();
            }}
          >
            Save
          </button>
        </div>
      }
    >
      <p class="hint">
        What does each of your columns hold? Every column can also be used in prompts as {'{{its header}}'}.
      </p>
      {missing.length > 0 ? (
        <p class="hint warn-text">Still needed: {missing.map((column) => column.name).join(', ')}.</p>
      ) : null}
      {headers.length === 0 ? (
        <p>This tab has no headers yet. Type them into its first row, or insert the template.</p>
      ) : null}
      <div class="stack">
        {headers.map((header) => (
          <SelectField
            key={header}
            label={header}
            value={mapping[header] ?? AUTOMATIC}
            options={[
              { value: AUTOMATIC, label: automaticLabel(header, props.template) },
              { value: '', label: 'Only for {{placeholders}}' },
              ...fields,
            ]}
            onChange={(value) => {
              const { [header]: _, ...rest } = mapping;
              setMapping(value === AUTOMATIC ? rest : { ...rest, [header]: value });
            }}
          />
        ))}
      </div>
    </Dialog>
  );
}

function automaticLabel(header: string, template: Template): string {
  const field = fieldOf(header, template);
  return field ? `${field} (by its header)` : 'Nothing (kept as your own)';
}

function fieldOf(header: string, template: Template): string | null {
  const name = normaliseHeader(header);
  const column =
    template.columns.find((candidate) => candidate.name === name) ??
    template.columns.find((candidate) => candidate.synonyms?.includes(name));
  return column?.name ?? null;
}

function isFound(
  field: string,
  headers: readonly string[],
  mapping: Readonly<Record<string, string>>,
  template: Template,
): boolean {
  return headers.some((header) => (mapping[header] ?? fieldOf(header, template)) === field);
}
