import type { Catalogue } from '../../shared/catalogue.ts';
import type { FirstRow } from '../protocol.ts';
import { labelOf } from './batch-settings.tsx';
import { plural } from './format.ts';

/** The first row as it will be sent: placeholders filled in, picture and settings beside it. */
export function FirstRowPreview({ row, catalogue }: { readonly row: FirstRow; readonly catalogue: Catalogue | null }) {
  const model = catalogue?.models.find((candidate) => candidate.id === row.model)?.title ?? row.model;
  const facts = [
    labelOf(row.tool.replace(/-/g, '_')),
    model,
    row.aspectRatio ?? '',
    plural(row.images, 'image'),
  ].filter((fact) => fact !== '');
  const shown = row.source !== null && /^https?:\/\//.test(row.source);
  return (
    <section class="sec" aria-labelledby="h-first">
      <h2 id="h-first">First row, as it is sent</h2>
      <div class="first">
        {shown && row.source !== null ? (
          <img src={row.source} alt={`Source of row ${row.number}`} loading="lazy" referrerpolicy="no-referrer" />
        ) : null}
        <div class="x">
          <p class="prompt">{row.prompt === '' ? <span class="hint">No prompt is needed.</span> : row.prompt}</p>
          <p class="hint">
            Row {row.number} · {facts.join(' · ')}
          </p>
        </div>
      </div>
    </section>
  );
}
