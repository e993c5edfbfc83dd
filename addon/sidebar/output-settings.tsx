import type { TabSetup } from '../protocol.ts';
import { Fold, SelectField, TextField } from './fields.tsx';
import type { State } from './state.ts';

const CELLS = [
  { value: 'name', label: 'File name, linked' },
  { value: 'url', label: 'Plain URL (for feeds)' },
  { value: 'picture', label: 'Small picture' },
] as const;

/** Budget, file names, key column, and what image cells show. */
export function OutputFold(props: { readonly state: State; readonly change: (part: Partial<TabSetup>) => void }) {
  const { setup, tab } = props.state;
  const { settings } = setup;
  const set = (part: Partial<TabSetup['settings']>) => props.change({ settings: { ...settings, ...part } });
  const headers = tab?.headers.filter((header) => header !== '') ?? [];
  return (
    <Fold title="Budget, file names, key" note={setup.budgetUsd === null ? undefined : `$${setup.budgetUsd}`}>
      <TextField
        label="Budget for this batch, USD"
        inputMode="decimal"
        placeholder="No limit of its own"
        value={setup.budgetUsd === null ? '' : String(setup.budgetUsd)}
        hint="The batch waits when it is reached; what is spent already counts."
        onChange={(text) => props.change({ budgetUsd: readUsd(text, setup.budgetUsd) })}
      />
      <TextField
        label="File names"
        placeholder="{row:4}_{n}_{slug}"
        value={settings.namePattern ?? ''}
        hint="Placeholders: row, n, slug, source, batch, seed, model, {{column}}. A / makes folders."
        onChange={(text) => set({ namePattern: text === '' ? null : text })}
      />
      <SelectField
        label="Key column"
        value={settings.keyColumn ?? ''}
        options={[
          { value: '', label: 'None: rows are told by Rowshot’s own id' },
          ...headers.map((header) => ({ value: header, label: header })),
        ]}
        hint="A SKU, say: a catalogue exported again then runs only what changed."
        onChange={(header) => set({ keyColumn: header === '' ? null : header })}
      />
      <SelectField
        label="Image cells show"
        value={settings.imageCells}
        options={CELLS}
        onChange={(value) => set({ imageCells: CELLS.find((cell) => cell.value === value)?.value ?? 'name' })}
      />
    </Fold>
  );
}

/** What is typed so far is kept where it is no amount yet, e.g. a lone comma. */
function readUsd(text: string, before: number | null): number | null {
  const tidy = text.trim().replace(',', '.').replace(/^\$/, '');
  if (tidy === '') return null;
  const usd = Number(tidy);
  return Number.isFinite(usd) && usd >= 0 ? usd : before;
}
