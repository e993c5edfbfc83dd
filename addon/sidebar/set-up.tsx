import { useState } from 'preact/hooks';
import type { Template } from '../../shared/template.ts';
import { TEMPLATES, templateById } from '../../templates/index.ts';
import type { TabSetup } from '../protocol.ts';
import type { Actions } from './actions.ts';
import { BatchSettingsFold, withField } from './batch-settings.tsx';
import { checkSummary } from './check-tab.ts';
import { ColumnMapping } from './column-mapping.tsx';
import { AreaField, SelectField, TextField } from './fields.tsx';
import { Icon, Note, Spinner } from './icons.tsx';
import { OutputFold } from './output-settings.tsx';
import { batchName, type State } from './state.ts';
import { StepsEditor } from './steps-editor.tsx';
import { TemplatePicker } from './template-picker.tsx';

interface Props {
  readonly state: State;
  readonly actions: Actions;
}

/** What is asked once for the whole batch. */
export function SetUp({ state, actions }: Props) {
  const { setup } = state;
  const template = setup.template ? templateById(setup.template) : null;
  const change = (part: Partial<TabSetup>) => actions.setUp({ ...setup, ...part });
  return (
    <>
      <TemplatePicker
        templates={TEMPLATES}
        chosen={setup.template}
        onChoose={(id) => change({ template: id })}
        onInsert={actions.insertTemplate}
      />
      {template ? (
        <TemplateSetUp state={state} actions={actions} template={template} change={change} />
      ) : (
        <NoTemplate />
      )}
    </>
  );
}

function NoTemplate() {
  return (
    <Note tone="info" title="Choose a template to begin">
      <p class="hint">
        Insert puts it into a new tab with two example rows. With a sheet of your own, choose “Your own sheet”.
      </p>
    </Note>
  );
}

function TemplateSetUp(
  props: Props & { readonly template: Template; readonly change: (part: Partial<TabSetup>) => void },
) {
  const { state, actions, template, change } = props;
  const { settings } = state.setup;
  const [mapping, setMapping] = useState(false);
  const set = (part: Partial<TabSetup['settings']>) => change({ settings: { ...settings, ...part } });
  const mapped = Object.keys(settings.mapping).length;
  const hasPrompt = template.columns.some((column) => column.name === 'prompt');
  return (
    <>
      <section class="sec stack" aria-labelledby="h-batch">
        <h2 id="h-batch">This batch</h2>
        <TextField label="Name" value={state.name} placeholder={batchName(state)} onChange={actions.name} />
        {hasPrompt ? (
          <AreaField
            label="Prompt for all rows"
            value={settings.prompt}
            placeholder="Used where a row has no prompt of its own"
            hint={settings.prompt === '' ? 'Write {{column}} to put in the text of a column.' : undefined}
            onChange={(prompt) => set({ prompt })}
          />
        ) : null}
        <ModelField
          state={state}
          template={template}
          onChange={(model) => set({ fields: withField(settings.fields, 'model', model) })}
        />
        <button type="button" class="line" onClick={() => setMapping(true)}>
          <Icon name="row" />
          <span>
            Columns
            <small>{mapped === 0 ? 'Matched by their headers' : `${mapped} tied by hand`}</small>
          </span>
          <Icon name="next" size={16} />
        </button>
      </section>
      {template.id === 'steps' ? (
        <StepsEditor template={template} steps={settings.steps} onChange={(steps) => set({ steps })} />
      ) : null}
      <div class="folds">
        <BatchSettingsFold template={template} settings={settings} onChange={set} />
        <OutputFold state={state} change={change} />
      </div>
      <NoticeLine state={state} />
      {mapping ? (
        <ColumnMapping
          template={template}
          headers={state.check.kind === 'done' ? state.check.check.headers : (state.tab?.headers ?? [])}
          mapping={settings.mapping}
          onSave={(next) => set({ mapping: next })}
          onClose={() => setMapping(false)}
        />
      ) : null}
    </>
  );
}

function ModelField(props: {
  readonly state: State;
  readonly template: Template;
  readonly onChange: (model: string) => void;
}) {
  const { knowledge, setup } = props.state;
  const known = knowledge?.catalogue.models.filter((model) => !model.retired) ?? [];
  const options = known.map((model) => {
    const ready = model.provider === 'studio' || knowledge?.configured.includes(model.provider);
    return { value: model.id, label: ready ? model.title : `${model.title} (no key here)` };
  });
  const chosen = setup.settings.fields.model ?? '';
  if (chosen !== '' && !options.some((option) => option.value === chosen))
    options.push({ value: chosen, label: chosen });
  return (
    <SelectField
      label="Model"
      value={chosen}
      options={[{ value: '', label: 'As in the rows, else the template’s' }, ...options]}
      hint={knowledge ? undefined : 'The list comes from the backend.'}
      onChange={props.onChange}
    />
  );
}

function NoticeLine({ state }: { readonly state: State }) {
  const notices = state.knowledge?.notices;
  if (!notices || notices.webhook || notices.email) return null;
  return <p class="hint">No notice is configured: come back here to see when a batch is done.</p>;
}

/** The foot of Set up: what a check found, and the way on. */
export function SetUpFoot({ state, actions }: Props) {
  const { check, tab } = state;
  const ready = state.setup.template !== null;
  return (
    <>
      <p class="hint foot-line" role="status">
        {check.kind === 'checking' ? (
          <>
            <Spinner /> Checking the rows…
          </>
        ) : check.kind === 'done' && tab ? (
          checkSummary(tab, check.check)
        ) : check.kind === 'failed' ? (
          'The rows could not be read.'
        ) : ready ? (
          ''
        ) : (
          'Nothing is paid for before you press Start.'
        )}
      </p>
      <div class="row">
        <button
          type="button"
          class="btn p"
          aria-disabled={!ready}
          onClick={() => (ready ? actions.step('check') : undefined)}
        >
          Check rows and cost
        </button>
      </div>
    </>
  );
}
