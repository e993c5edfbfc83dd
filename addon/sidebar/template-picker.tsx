import type { Template, TemplateId } from '../../shared/template.ts';
import { Icon } from './icons.tsx';
import { TemplateArt } from './template-art.tsx';

/** Seven templates as pictures; once one is chosen the others fold away. */
export function TemplatePicker(props: {
  readonly templates: readonly Template[];
  readonly chosen: TemplateId | null;
  readonly onChoose: (id: TemplateId) => void;
  readonly onInsert: (id: TemplateId) => void;
}) {
  const { chosen } = props;
  const current = props.templates.find((template) => template.id === chosen);
  return (
    <section class="sec" aria-labelledby="h-tpl">
      <header>
        <h2 id="h-tpl">Template</h2>
        {current && current.id !== 'custom' ? (
          <button type="button" class="link" onClick={() => props.onInsert(current.id)}>
            Insert in a new tab
          </button>
        ) : null}
      </header>
      <fieldset class="tpl" aria-labelledby="h-tpl">
        {props.templates.map((template) => (
          <label key={template.id} title={template.description}>
            <TemplateArt id={template.id} />
            <input
              type="radio"
              name="template"
              checked={template.id === chosen}
              onChange={() => props.onChoose(template.id)}
              aria-describedby="tpl-text"
            />
            <span class="nm">{template.title}</span>
            <span class="ck">
              <Icon name="ok" size={16} />
            </span>
          </label>
        ))}
      </fieldset>
      <p class="hint" id="tpl-text">
        {current?.description ?? 'What do your rows hold?'}
      </p>
    </section>
  );
}
