import type { ComponentChildren } from 'preact';

const PATHS = {
  down: 'm7 10 5 5 5-5',
  next: 'm9 6 6 6-6 6',
  back: 'm15 6-6 6 6 6',
  ok: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M8 12.3l2.8 2.8 5.4-5.5',
  error: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M12 7.5V13M12 16.2v.3',
  warn: 'M12 4 2.8 20h18.4zM12 10v4.5M12 17.2v.3',
  info: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M12 11v5.5M12 7.7V8',
  pause: 'M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18M10 9v6M14 9v6',
  retry: 'M20 12a8 8 0 1 1-2.5-5.8M20 4v4.5h-4.5',
  download: 'M12 4v10m0 0 4-4m-4 4-4-4M5 19h14',
  close: 'm6 6 12 12M18 6 6 18',
  add: 'M12 5v14M5 12h14',
  more: 'M12 5.5v.1M12 12v.1M12 18.5v.1',
  row: 'M4 6h16M4 12h16M4 18h10',
  picture: 'M4 5h16v14H4zM4 16l4.5-4.5 3.5 3.5 3-3 5 5',
  open: 'M14 4h6v6M20 4l-9 9M18 14v5H5V6h5',
} as const;

export type IconName = keyof typeof PATHS;

/** One line icon, hidden from screen readers: the words beside it speak. */
export function Icon({ name, size = 20 }: { readonly name: IconName; readonly size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" class="icon" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}

export function PlayIcon() {
  return (
    <svg width="16" height="16" viewBox="0 0 24 24" fill="currentColor" aria-hidden="true">
      <path d="M8 5.5v13l11-6.5z" />
    </svg>
  );
}

export function StopIcon() {
  return (
    <svg width="16" height="16" viewBox="0 0 24 24" fill="currentColor" aria-hidden="true">
      <rect x="6.5" y="6.5" width="11" height="11" rx="1.5" />
    </svg>
  );
}

export function Spinner() {
  return <span class="spin" aria-hidden="true" />;
}

type Tone = 'error' | 'warn' | 'ok' | 'info' | 'pause';

/** A tinted box with an icon: something to know, or something to do. `live` says it to screen readers when it appears. */
export function Note(props: {
  readonly tone: Tone;
  readonly title: string;
  readonly live?: boolean;
  readonly children?: ComponentChildren;
}) {
  return (
    <div class={`note ${props.tone}`} role={props.live ? (props.tone === 'error' ? 'alert' : 'status') : undefined}>
      <Icon name={props.tone} />
      <div class="x">
        <b>{props.title}</b>
        {props.children}
      </div>
    </div>
  );
}
