import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { Box, MenuEntry } from '../state/page-state.ts';
import { Floating } from './floating.tsx';
import { Icon } from './icons.tsx';

type Props = {
  label: string;
  items: readonly MenuEntry[];
  /** After a line was chosen, or Escape. */
  onClose: (chosen: boolean) => void;
  /** Left or Right where this menu has no use for it. */
  onSide?: (step: 1 | -1) => void;
};

function boxOf(element: Element | null | undefined): Box {
  const { left, top, right, bottom } = element?.getBoundingClientRect() ?? new DOMRect();
  return { left, top, right, bottom };
}

/** A menu as the ARIA pattern has it: arrows, Home, End, first letters, Enter, Escape, submenus at the side. */
export function MenuList({ label, items, onClose, onSide }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState<number | null>(null);
  const lines = () => [...(host.current?.querySelectorAll<HTMLElement>(':scope > [data-line]') ?? [])];

  // Before the next key arrives.
  useLayoutEffect(() => {
    (lines().find((line) => line.getAttribute('aria-disabled') !== 'true') ?? lines()[0])?.focus();
  }, []);

  const choose = (entry: MenuEntry, index: number) => {
    if (entry.type === 'separator' || entry.disabled) return;
    if (entry.type === 'menu') return setOpen(index);
    onClose(true);
    entry.run();
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const all = lines();
    const current = all.findIndex((line) => line.matches(':focus'));
    const index = Number(all[current]?.dataset.line ?? -1);
    const entry = items[index];
    const { key } = event;
    event.stopPropagation();
    if (key === 'ArrowDown') all[(current + 1) % all.length]?.focus();
    else if (key === 'ArrowUp') all[(current + all.length - 1) % all.length]?.focus();
    else if (key === 'Home') all[0]?.focus();
    else if (key === 'End') all.at(-1)?.focus();
    else if (key === 'Escape') onClose(false);
    else if (key === 'Tab') onClose(false);
    else if (key === 'Enter' || key === ' ') entry && choose(entry, index);
    else if (key === 'ArrowRight' && entry?.type === 'menu') choose(entry, index);
    else if (key === 'ArrowRight') onSide?.(1);
    else if (key === 'ArrowLeft') onSide?.(-1);
    else if (key.length === 1) {
      const rotated = [...all.slice(current + 1), ...all.slice(0, current + 1)];
      rotated.find((line) => line.textContent?.trim().toLowerCase().startsWith(key.toLowerCase()))?.focus();
    } else return;
    event.preventDefault();
  };

  return (
    <div class="menu" role="menu" aria-label={label} ref={host} onKeyDown={onKeyDown}>
      {items.map((entry, index) =>
        entry.type === 'separator' ? (
          <hr key={`separator-${index}`} />
        ) : (
          <MenuLine
            key={entry.label}
            entry={entry}
            index={index}
            open={open === index}
            onHover={() => {
              lines()
                .find((line) => line.dataset.line === String(index))
                ?.focus();
              setOpen(entry.type === 'menu' && !entry.disabled ? index : null);
            }}
            onChoose={() => choose(entry, index)}
          />
        ),
      )}
      {items.map((entry, index) =>
        entry.type === 'menu' && open === index ? (
          <Floating
            key={entry.label}
            beside
            box={boxOf(host.current?.querySelector(`[data-line="${index}"]`))}
            onClose={() => setOpen(null)}
          >
            <MenuList
              label={entry.label}
              items={entry.items}
              onClose={(chosen) => {
                setOpen(null);
                if (chosen) onClose(true);
                else
                  lines()
                    .find((line) => line.dataset.line === String(index))
                    ?.focus();
              }}
              onSide={(step) => {
                if (step === 1) return;
                setOpen(null);
                lines()
                  .find((line) => line.dataset.line === String(index))
                  ?.focus();
              }}
            />
          </Floating>
        ) : null,
      )}
    </div>
  );
}

function MenuLine(props: {
  entry: Exclude<MenuEntry, { type: 'separator' }>;
  index: number;
  open: boolean;
  onHover: () => void;
  onChoose: () => void;
}) {
  const { entry } = props;
  const checked = entry.type === 'item' ? entry.checked : undefined;
  const role =
    checked === undefined
      ? ({ role: 'menuitem' } as const)
      : ({ role: 'menuitemcheckbox', 'aria-checked': checked } as const);
  return (
    <button
      {...role}
      type="button"
      class="menu-line"
      tabIndex={-1}
      data-line={props.index}
      aria-disabled={entry.disabled ? 'true' : undefined}
      aria-haspopup={entry.type === 'menu' ? 'menu' : undefined}
      aria-expanded={entry.type === 'menu' ? props.open : undefined}
      onPointerEnter={props.onHover}
      onClick={props.onChoose}
    >
      <span class="menu-check">{checked ? <Icon name="check" /> : null}</span>
      <span class="menu-label">{entry.label}</span>
      {entry.type === 'item' && entry.shortcut ? <kbd>{entry.shortcut}</kbd> : null}
      {entry.type === 'menu' ? <Icon name="right" /> : null}
    </button>
  );
}
