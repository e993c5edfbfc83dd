import { useRef, useState } from 'preact/hooks';
import { mainMenus } from '../commands/main-menus.ts';
import { usePage } from '../state/page-context.ts';
import { Floating } from './floating.tsx';
import { MenuList } from './menu-list.tsx';

export function MenuBar() {
  const { page } = usePage();
  const [open, setOpen] = useState<number | null>(null);
  const host = useRef<HTMLDivElement>(null);
  const menus = mainMenus(page);
  const buttons = () => [...(host.current?.querySelectorAll<HTMLElement>('.menu-name') ?? [])];
  const shown = open === null ? undefined : menus[open];
  const box = open === null ? undefined : buttons()[open]?.getBoundingClientRect();

  const onKeyDown = (event: KeyboardEvent, index: number) => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step !== 0) buttons()[(index + step + menus.length) % menus.length]?.focus();
    else if (event.key === 'ArrowDown' || event.key === 'Enter' || event.key === ' ') setOpen(index);
    else if (event.key === 'Escape') page.focusGrid();
    else return;
    event.preventDefault();
  };

  return (
    <div class="menu-bar" role="menubar" aria-label="Menu" ref={host}>
      {menus.map((menu, index) => (
        <div
          key={menu.label}
          class="menu-name"
          role="menuitem"
          aria-haspopup="menu"
          aria-expanded={open === index}
          tabIndex={index === (open ?? 0) ? 0 : -1}
          onPointerDown={(event) => {
            event.preventDefault();
            event.stopPropagation();
            setOpen(open === index ? null : index);
          }}
          onPointerEnter={() => open !== null && setOpen(index)}
          onKeyDown={(event) => onKeyDown(event, index)}
        >
          {menu.label}
        </div>
      ))}
      {shown && box && open !== null ? (
        <Floating
          key={shown.label}
          box={box}
          onClose={() => {
            // A press on a menu's name moves on by itself.
            if (!host.current?.querySelector('.menu-name:hover')) setOpen(null);
          }}
        >
          <MenuList
            label={shown.label}
            items={shown.items()}
            onClose={() => {
              setOpen(null);
              page.focusGrid();
            }}
            onSide={(step) => setOpen((open + step + menus.length) % menus.length)}
          />
        </Floating>
      ) : null}
    </div>
  );
}
