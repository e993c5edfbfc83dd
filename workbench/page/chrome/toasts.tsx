import { usePage } from '../state/page-context.ts';
import { Icon } from './icons.tsx';

export function Toasts() {
  const { page, state } = usePage();
  return (
    <div class="toasts" role="status" aria-live="polite">
      {state.toasts.map(({ id, title, message }) => (
        <div class="toast" key={id}>
          <div>
            {title === '' ? null : <b>{title}</b>}
            <p>{message}</p>
          </div>
          <button type="button" class="tool" aria-label="Close this message" onClick={() => page.closeToast(id)}>
            <Icon name="close" />
          </button>
        </div>
      ))}
    </div>
  );
}

/** Says that the server is away; the page comes back by itself. */
export function OfflineBanner() {
  const { page, state } = usePage();
  if (state.connection === 'online') return null;
  const waiting =
    state.unsaved === 0
      ? 'The page comes back by itself.'
      : `${state.unsaved === 1 ? 'One change is' : `${state.unsaved} changes are`} kept here and saved when it is back.`;
  return (
    <div class="banner" role="alert">
      <span>The workbench does not answer. {waiting}</span>
      <button type="button" class="text-button" onClick={() => page.retryNow()}>
        Try now
      </button>
    </div>
  );
}
